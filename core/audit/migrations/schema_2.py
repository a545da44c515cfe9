"""Schema 2 keeps the whole reading of sample outputs beside its summary."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """A reading that was recorded before has only its summary."""
    op.add_column("sample_set", sa.Column("measured", sa.JSON))
