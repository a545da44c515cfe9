"""Schema 5 keeps interests in the outcome, the day of the meeting and who accepted the conditions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Nobody stated any of it before."""
    for name in ("reviewer_role", "interest", "accepted_by"):
        op.add_column("sign_off", sa.Column(name, sa.String))
    for name in ("met_on", "accepted_on"):
        op.add_column("sign_off", sa.Column(name, sa.Date))
