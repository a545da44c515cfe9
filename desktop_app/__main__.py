"""``python -m desktop_app``: the same as the ``headwater`` command."""

from desktop_app.command_line import main

raise SystemExit(main())
