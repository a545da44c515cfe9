from __future__ import annotations

import threading
from pathlib import Path

from core.audit.document import AuditDocument
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

SAVES = 60


def test_a_reader_sees_only_whole_saves_and_neither_stands_in_the_other_s_way(
    workspace: Workspace, folder: Path, meeting: AuditDocument
) -> None:
    audit_id = workspace.add(meeting).audit_id
    seen: list[float] = []
    finished = threading.Event()

    def read() -> None:
        with Workspace.open(folder) as reader:
            while not finished.is_set():
                answer = reader.load(audit_id).answers["MS-05"]
                assert answer.value is None or answer.text == f"number {answer.value:g}"
                seen.append(answer.value or 0)

    reading = threading.Thread(target=read)
    reading.start()
    for number in range(1, SAVES + 1):
        workspace.save_answer(audit_id, "MS-05", Answer(status="specific", value=number, text=f"number {number}"))
    finished.set()
    reading.join()
    assert seen == sorted(seen)
    assert len(set(seen)) > 1


def test_two_threads_of_one_program_lose_nothing(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id

    def save(question_id: str) -> None:
        for number in range(SAVES // 2):
            workspace.save_answer(audit_id, question_id, Answer(status="specific", value=number))

    threads = [threading.Thread(target=save, args=(question_id,)) for question_id in ("MS-02", "MS-05")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for question_id in ("MS-02", "MS-05"):
        values = [version.answer.value for version in workspace.history(audit_id, question_id)[1:]]
        assert values == list(range(SAVES // 2))
    assert workspace.check_changes().problem is None
