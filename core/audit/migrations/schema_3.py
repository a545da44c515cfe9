"""Schema 3 keeps reasons beside grades, more about evidence and contradictions, letters written and frozen packs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.audit.migrations.replace_check import replace_check


def upgrade() -> None:
    """Nothing recorded before said any of this, so all of it starts empty."""
    op.add_column("answer", sa.Column("adjust_reasons", sa.JSON, nullable=False, server_default="{}"))
    op.add_column("answer", sa.Column("accepted_by", sa.String))
    op.add_column("evidence", _words("source"))
    op.add_column("evidence", sa.Column("received", sa.Date))
    op.add_column("evidence", _words("file_name"))
    op.add_column("evidence", sa.Column("withdrawn", sa.Boolean, nullable=False, server_default="0"))
    op.add_column("contradiction", sa.Column("other_question", sa.String))
    op.add_column("contradiction", _words("why"))
    op.add_column("contradiction", sa.Column("closed_on", sa.Date))
    op.add_column("sign_off", sa.Column("vendor_comment_by", sa.String))
    op.add_column("sign_off", sa.Column("vendor_comment_on", sa.Date))
    replace_check("contradiction", "'open', 'explained', 'closed'", "'open', 'explained', 'closed', 'withdrawn'")
    replace_check("change", "'result', 'removal'", "'result', 'removal', 'letter', 'frozen_pack'")
    _make_part("letter", sa.Column("kind", sa.String, nullable=False), sa.Column("date", sa.Date, nullable=False))
    op.create_table(
        "pack_text",
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_pack_text_sha256"),
        sa.PrimaryKeyConstraint("sha256", name="pk_pack_text"),
    )
    _make_part("frozen_pack", sa.Column("pack_id", sa.String, nullable=False))


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False, server_default="")


def _make_part(table: str, *columns: sa.Column[object]) -> None:
    """A table whose rows are only added, each under the counter of its change, with a hash in its last column."""
    ends = (
        sa.CheckConstraint("length(sha256) = 64", name="ck_letter_sha256")
        if table == "letter"
        else sa.ForeignKeyConstraint(["sha256"], ["pack_text.sha256"], name="fk_frozen_pack_sha256")
    )
    op.create_table(
        table,
        sa.Column("counter", sa.Integer, nullable=False),
        sa.Column("audit_id", sa.String, nullable=False),
        *columns,
        sa.Column("sha256", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=f"fk_{table}_audit_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["counter"], ["change.counter"], name=f"fk_{table}_counter"),
        sa.PrimaryKeyConstraint("counter", name=f"pk_{table}"),
        ends,
    )
    op.create_index(f"ix_{table}_audit_id", table, ["audit_id"])
