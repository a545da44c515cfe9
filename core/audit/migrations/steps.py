"""Every step there is. They are named here, and not looked for in a folder, so that a packed program has them too."""

from __future__ import annotations

from collections.abc import Callable

from core.audit.migrations import schema_2, schema_3, schema_4, schema_5

STEPS: dict[int, Callable[[], None]] = {
    2: schema_2.upgrade,
    3: schema_3.upgrade,
    4: schema_4.upgrade,
    5: schema_5.upgrade,
}
"""By schema version, what makes it of the version before."""
