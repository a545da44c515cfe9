"""Where the window keeps its things when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_data_dir() -> Path:
    """The folder of this user's workspace, the same one the command line uses."""
    return Path(platformdirs.user_data_dir("headwater", appauthor=False))
