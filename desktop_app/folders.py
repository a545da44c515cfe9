"""Where a user's workspace lies when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path


def default_data_dir() -> Path:
    """The folder of this user's workspace, for the window and for the command line."""
    import platformdirs

    return Path(platformdirs.user_data_dir("headwater", appauthor=False))
