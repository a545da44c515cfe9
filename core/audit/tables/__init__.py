"""The tables of the workspace database, split by subject. Schema changes belong here and in ``core.audit.schema``."""

from __future__ import annotations

from core.audit.tables.answers import AnswerEvidenceRow, AnswerRow, EvidenceRow, FollowUpRow
from core.audit.tables.audits import AuditPackRow, AuditRow, ContextRow
from core.audit.tables.base import METADATA
from core.audit.tables.changes import ChangeRow, MetaRow
from core.audit.tables.outcomes import ContradictionRow, FindingRow, ResultRow, SampleSetRow, SignOffRow
from core.audit.tables.parties import ClientRow, EngagementRow, ProductRow, VendorRow
from core.audit.tables.records import FrozenPackRow, LetterRow, PackTextRow

__all__ = [
    "METADATA",
    "AnswerEvidenceRow",
    "AnswerRow",
    "AuditPackRow",
    "AuditRow",
    "ChangeRow",
    "ClientRow",
    "ContextRow",
    "ContradictionRow",
    "EngagementRow",
    "EvidenceRow",
    "FindingRow",
    "FollowUpRow",
    "FrozenPackRow",
    "LetterRow",
    "MetaRow",
    "PackTextRow",
    "ProductRow",
    "ResultRow",
    "SampleSetRow",
    "SignOffRow",
    "VendorRow",
]
