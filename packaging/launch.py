"""Where the built program starts: the same as the ``headwater`` command."""

from __future__ import annotations

import multiprocessing

from desktop_app.command_line import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a library that starts a helper process starts this file again
    raise SystemExit(main())
