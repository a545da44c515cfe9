"""The version of this program, from the installed distribution."""

from functools import cache
from importlib.metadata import version


@cache
def program_version() -> str:
    """Version of the ``headwater`` distribution, as printed in every result and report."""
    return version("headwater")
