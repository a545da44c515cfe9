"""The workspace: one folder that holds a user's audits. Every saving function returns only after its commit."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlmodel import Session

from core.audit import loading, writing
from core.audit.backup import back_up, named_in_backups
from core.audit.change_check import ChangeReport, check_changes
from core.audit.change_log import log_head
from core.audit.connection import READING
from core.audit.consistency import check_structure
from core.audit.document import AuditDocument, Context, Contradiction, EvidenceItem, Head, SampleSummary, SignOff
from core.audit.errors import WorkspaceError, one_sentence
from core.audit.evidence_files import drop_files, keep_file, kept_file
from core.audit.loading import AnswerVersion, AuditSummary
from core.audit.log_head import LogHead
from core.audit.opening import OpenDatabase, open_database
from core.audit.outcome import FollowUp, MeasuredSamples, RecordedResult
from core.audit.parts import recorded_parts, write_part
from core.audit.periodic_backup import PeriodicBackup
from core.audit.tables import AuditRow
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.reading import Model, validate

SEED_LIMIT = 2**63


class Workspace:
    """All audits of one user. One program writes; others read.

    Saving raises WorkspaceError when it is open for reading only or the disk refuses, and UnusableInputError when the
    audit is not there or what is to be saved breaks a rule; in both cases nothing has changed.
    """

    def __init__(self, database: OpenDatabase) -> None:
        self._database = database
        self._closed = False
        self._periodic = PeriodicBackup(self.folder, self.back_up)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, check_later: bool = False) -> Workspace:
        """Open the workspace in ``folder``, making folder and database where there are none.

        Opens for reading only when asked to, when another program holds it, or when the folder cannot be written;
        ``read_only_reason`` says which. check_later: read before every page has been checked; nothing is written before
        that, and ``wait_for_check`` says how it went. Raises WorkspaceError when it cannot be opened at all.
        """
        workspace = cls(open_database(folder, read_only=read_only))
        if not check_later:
            try:
                workspace.wait_for_check()
            except BaseException:
                workspace.close()
                raise
        return workspace

    def wait_for_check(self) -> None:
        """Wait until every page has been checked. Raises WorkspaceError where one is damaged."""
        self._database.pages.wait()

    @property
    def read_only_reason(self) -> str | None:
        """Why nothing can be saved, as a sentence for the user; None for the writer."""
        return self._database.read_only_reason

    @property
    def backup_problem(self) -> str | None:
        """Why the last backup that was made without being asked for failed, as a sentence; None when all is well."""
        return self._periodic.problem

    def close(self) -> None:
        """Back up what changed, close the database and let the next writer in; closing again does nothing."""
        self._database.pages.finish()
        if not self._closed and self._database.lock is not None:
            self._periodic.finish()
        self._closed = True
        self._database.engine.dispose()
        if self._database.lock is not None:
            self._database.lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def audits(self) -> tuple[AuditSummary, ...]:
        """All audits, the one changed last first."""
        with self.reading() as session:
            return loading.summaries(session)

    def load(self, audit_id: str) -> AuditDocument:
        """The audit as it stands now. Raises UnusableInputError when there is none of that id."""
        with self.reading() as session:
            return loading.load_document(session, _audit(session, audit_id))

    def history(self, audit_id: str, question_id: str) -> tuple[AnswerVersion, ...]:
        """Every answer that was given to a question, the first one first; empty when there was none."""
        with self.reading() as session:
            return loading.answer_history(session, _audit(session, audit_id).id, question_id)

    def follow_ups(self, audit_id: str) -> tuple[FollowUp, ...]:
        """Every question that was sent back to the vendor, the first one first."""
        with self.reading() as session:
            return tuple(recorded_parts(session, FollowUp, _audit(session, audit_id).id).values())

    def results(self, audit_id: str) -> tuple[RecordedResult, ...]:
        """Every verdict that was printed, the first one first."""
        with self.reading() as session:
            return tuple(loading.recorded_results(session, _audit(session, audit_id).id).values())

    def measured_samples(self, audit_id: str) -> MeasuredSamples:
        """What was measured last on sample outputs, with the whole reading where it was recorded."""
        with self.reading() as session:
            return loading.latest_part(session, MeasuredSamples, _audit(session, audit_id).id)

    def log_head(self) -> LogHead:
        """The newest entry of the change log, for a report to print."""
        with self.reading() as session:
            return log_head(session)

    def check_changes(self) -> ChangeReport:
        """Walk the change log and compare every hash, with the entry and with what is stored."""
        with self.reading() as session:
            return check_changes(session)

    def add(self, document: AuditDocument) -> AuditDocument:
        """Take in a whole audit, drawing its seed if it has none; returns it as stored."""
        document = _valid(document, document.audit_id)
        check_structure(document)
        seed = secrets.randbelow(SEED_LIMIT) if document.seed is None else document.seed
        with self.transaction() as session:
            if session.get(AuditRow, document.audit_id) is not None:
                raise UnusableInputError(document.audit_id, "", "an audit of this id is in the workspace already")
            writing.write_document(session, document, seed)
            return loading.load_document(session, _audit(session, document.audit_id))

    def save_answer(self, audit_id: str, question_id: str, answer: Answer) -> AnswerVersion:
        """Append an answer and return it as recorded; saving the current answer again records nothing new."""
        answer = _valid(answer, f"{audit_id}, answer {question_id}")
        with self.transaction(audit_id) as session:
            current = loading.current_version(session, audit_id, question_id)
            if current is not None and current.answer == answer:
                return current
            return writing.write_answer(session, audit_id, question_id, answer)

    def save_context(self, audit_id: str, context: Context) -> None:
        """Record the buyer's side."""
        context = _valid(context, f"{audit_id}, context")
        with self.transaction(audit_id) as session:
            write_part(session, audit_id, context)

    def save_head(self, audit_id: str, head: Head) -> None:
        """Record who and what is examined, and with which packs."""
        head = _valid(head, f"{audit_id}, head")
        with self.transaction(audit_id) as session:
            writing.write_head(session, _audit(session, audit_id), head)

    def save_samples(self, audit_id: str, samples: SampleSummary, measured: dict[str, Any] | None = None) -> None:
        """Record what the measured sample outputs say, with the whole reading as plain data where there is one."""
        plain = {**samples.model_dump(warnings=False), "measured": measured}
        whole = validate(plain, MeasuredSamples, f"{audit_id}, samples")
        with self.transaction(audit_id) as session:
            write_part(session, audit_id, whole)

    def save_evidence(self, audit_id: str, evidence_id: str, item: EvidenceItem) -> None:
        """Record a piece of evidence, or what changed about it."""
        item = _valid(item, f"{audit_id}, evidence {evidence_id}")
        with self.transaction(audit_id) as session:
            writing.write_evidence(session, audit_id, evidence_id, item)

    def attach_file(self, audit_id: str, evidence_id: str, source: Path) -> EvidenceItem:
        """Copy a file into the workspace as the content of a piece of evidence, and return that with its hash."""
        item = self.load(audit_id).evidence.get(evidence_id)
        if item is None:
            raise UnusableInputError(audit_id, f"evidence {evidence_id}", "there is none of this id; add it first")
        self.refuse_if_read_only()
        item = item.model_copy(update={"sha256": keep_file(self.folder, source)})
        self.save_evidence(audit_id, evidence_id, item)
        return item

    def attached_file(self, sha256: str) -> bytes:
        """The content of an attached file. Raises WorkspaceError when it is missing or no longer what it was."""
        return kept_file(self.folder, sha256)

    def save_contradiction(self, audit_id: str, contradiction: Contradiction) -> None:
        """Record a contradiction, or its new state."""
        contradiction = _valid(contradiction, f"{audit_id}, contradiction {contradiction.id}")
        with self.transaction(audit_id) as session:
            write_part(session, audit_id, contradiction, contradiction.id)

    def save_sign_off(self, audit_id: str, sign_off: SignOff) -> None:
        """Record who prepared and who reviewed."""
        sign_off = _valid(sign_off, f"{audit_id}, sign-off")
        with self.transaction(audit_id) as session:
            write_part(session, audit_id, sign_off)

    def save_follow_up(self, audit_id: str, follow_up: FollowUp) -> None:
        """Record that a question was sent back to the vendor."""
        follow_up = _valid(follow_up, f"{audit_id}, follow-up {follow_up.question_id}")
        with self.transaction(audit_id) as session:
            write_part(session, audit_id, follow_up, follow_up.question_id)

    def save_result(self, audit_id: str, result: RecordedResult) -> None:
        """Record a verdict that was printed."""
        result = _valid(result, f"{audit_id}, result")
        with self.transaction(audit_id) as session:
            writing.write_result(session, audit_id, result)

    def save_closing(self, audit_id: str, closed: dt.date | None, reaudit_due: dt.date | None) -> None:
        """Record when the audit was closed, None to open it again, and when the next one is due."""
        with self.transaction(audit_id) as session:
            writing.write_closing(session, _audit(session, audit_id), closed, reaudit_due)

    def save_product_facts(self, audit_id: str, *, version_visible: bool, terms_no_training: bool) -> None:
        """Record whether the product shows its version and whether its terms keep inputs out of training."""
        with self.transaction(audit_id) as session:
            writing.write_product_facts(session, _audit(session, audit_id), version_visible, terms_no_training)

    def remove(self, audit_id: str) -> None:
        """Remove an audit with its answers; the change log keeps that it was there, and a backup made first keeps all.

        Its evidence files go too, but for those that another audit or a backup names.
        """
        with self.reading() as session:
            _audit(session, audit_id)
        self.back_up()
        with self.transaction(audit_id) as session:
            still_named = writing.remove_audit(session, _audit(session, audit_id))
        drop_files(self.folder, still_named | named_in_backups(self.folder))

    def back_up(self) -> Path:
        """Copy the database to the workspace's backups, check the copy and return its path."""
        self.refuse_if_read_only()
        return back_up(self._database.engine, self.folder)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view that takes no write lock."""
        self._refuse_if_closed()
        with (
            one_sentence(self._database.path),
            Session(self._database.engine.execution_options(**{READING: True})) as session,
        ):
            yield session

    @contextmanager
    def transaction(self, audit_id: str | None = None) -> Iterator[Session]:
        """One transaction, committed when the block ends; a given audit must exist."""
        self.refuse_if_read_only()
        with one_sentence(self._database.path), Session(self._database.engine) as session:
            if audit_id is not None:
                _audit(session, audit_id)
            yield session
            session.commit()
        self._periodic.saved()

    @property
    def folder(self) -> Path:
        """The folder that holds the database and the evidence files."""
        return self._database.path.parent

    def refuse_if_read_only(self) -> None:
        """Raise WorkspaceError where nothing can be saved."""
        self._refuse_if_closed()
        self.wait_for_check()
        if self.read_only_reason is not None:
            reason = self.read_only_reason.removesuffix(".")
            raise WorkspaceError(self._database.path, f"nothing was saved ({reason})")

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise WorkspaceError(self._database.path, "the workspace was closed; open it again")


def _audit(session: Session, audit_id: str) -> AuditRow:
    row = session.get(AuditRow, audit_id)
    if row is None:
        raise UnusableInputError(audit_id, "", "there is no audit of this id in the workspace")
    return row


def _valid(value: Model, source: str) -> Model:
    """The same value, read again under its own rules: a copy with changed parts skips them."""
    return validate(value.model_dump(by_alias=True, warnings=False), type(value), source)
