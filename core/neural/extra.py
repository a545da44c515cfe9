"""What the neural systems need besides the program itself."""

from __future__ import annotations

from importlib.util import find_spec


def require_extra(system: str, *libraries: str) -> None:
    """Raise ValueError, in one sentence naming the extra to install, unless every library is there; imports none."""
    missing = [library for library in libraries if find_spec(library) is None]
    if missing:
        raise ValueError(
            f"{system} needs {' and '.join(missing)}, which this installation lacks; install headwater[neural]"
        )
