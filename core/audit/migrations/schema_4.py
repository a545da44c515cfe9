"""Schema 4 keeps which audit a new one was begun from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Audits recorded before followed no other."""
    op.add_column("audit", sa.Column("follows", sa.String, nullable=False, server_default=""))
