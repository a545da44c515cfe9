"""The report as a person reads it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.samples.result import Measure, SampleReading
from questionnaires.library import Library, load_library
from reports.figures.numbers import chance
from reports.pdf.fonts import COVERAGE
from reports.report import write_report
from reports.text import visible

LONG = "an answer that goes on and on, "
HOSTILE = '<img src="/etc/passwd"> \u202eexe.gpj </para> & {vendor} 中文 \x07'


def squeezed(text: str) -> str:
    """Text without spaces, line ends and hyphens, which a page may add."""
    return re.sub(r"[\s\-\ufffe\x02]", "", text)


def owner_pages(report: Any) -> list[int]:
    start = next(place for place, page in enumerate(report.pages) if "The verdict on one page" in page)
    end = next(place for place, page in enumerate(report.pages) if place > start and "Contents" in page)
    return list(range(start, end))


def stressed(evaluation: Evaluation) -> Evaluation:
    """The same evaluation with the longest and most hostile names that an audit may hold."""
    document = evaluation.document.model_copy(
        update={
            "vendor": (HOSTILE + "Überlange Beispiel-Gesellschaft " * 20)[:300],
            "product": ("<b>" + "W" * 297)[:300],
            "client": HOSTILE,
            "auditor": evaluation.document.auditor.model_copy(update={"name": "M" * 400, "role": HOSTILE * 10}),
            "context": evaluation.document.context.model_copy(update={"use": LONG * 300, "worst_case": HOSTILE}),
            "analyser": evaluation.document.analyser.model_copy(update={"baseline": "W" * 5000, "n": 10**6}),
        }
    )
    return evaluate(document, load_library(), seed=7, draws=400)


def test_the_printed_number_of_pages_is_the_number_of_pages(report: Any) -> None:
    numbers = [re.search(r"Page (\d+) of (\d+)", page) for page in report.pages[1:]]
    assert [int(found[1]) for found in numbers if found] == list(range(2, report.file.pages + 1))
    assert {int(found[2]) for found in numbers if found} == {report.file.pages}
    assert report.file.pages == len(report.pages)


def test_the_contents_name_the_right_pages(report: Any) -> None:
    contents = next(page for page in report.pages if page.lstrip().startswith("Contents") or "Contents" in page[:200])
    for title in ("Findings", "Simulated risk", "Limits", "Sources", "Reproducibility"):
        page = int(re.search(rf"{title} [^\n]*?(\d+)\s", contents)[1])  # type: ignore[index]
        assert title in report.pages[page - 1]


def test_every_answer_is_there_word_for_word(report: Any) -> None:
    text = squeezed(report.text)
    for question_id, answer in report.evaluation.document.answers.items():
        assert squeezed(question_id) in text
        assert squeezed(visible(answer.text, COVERAGE)) in text, question_id
        for evidence in answer.evidence:
            assert squeezed(evidence) in text
        assert squeezed(visible(answer.reason, COVERAGE)) in text


def test_every_grade_stands_beside_its_answer(report: Any, library: Library) -> None:
    asked = report.evaluation.document.answers.values()
    for grade, word in library.vocabulary.evidence_grades.items():
        given = sum(answer.grade == grade for answer in asked)
        assert report.text.count(word.label) >= given


def test_every_evidence_item_is_there_with_its_fingerprint(report: Any) -> None:
    text = squeezed(report.text)
    for name, item in report.evaluation.document.evidence.items():
        for part in (name, item.title, item.sha256 or ""):
            assert squeezed(visible(part, COVERAGE)) in text


def test_every_finding_is_there_with_its_action(report: Any) -> None:
    text = squeezed(report.text)
    for finding in report.evaluation.assessment.findings:
        for part in (finding.id, finding.title, finding.plain, finding.action):
            assert squeezed(visible(part, COVERAGE)) in text


def test_the_owners_page_is_one_page_with_the_verdict_and_four_dials(report: Any, library: Library) -> None:
    (place,) = owner_pages(report)
    page = report.pages[place]
    assert library.rules.verdicts.labels[report.evaluation.assessment.verdict].label in page
    for dial in ("Disclosure", "Practice", "Simulated risk", "Samples"):
        assert dial in page
    assert "adverse case" in squeezed(page).replace("adversecase", "adverse case")


def test_unquantified_risk_is_never_called_low_or_guarded(reports: dict[str, Any]) -> None:
    for report in reports.values():
        if report.evaluation.risk.quantified:
            continue
        (place,) = owner_pages(report)
        assert "unquantified" in squeezed(report.pages[place])
        risk = next(page for page in report.pages if "The two gauges" in page)
        assert not re.search(r"\b(low|guarded)\b", risk.split("How to read it")[0].split("The two gauges")[1])


def test_the_report_never_promises_or_predicts(report: Any) -> None:
    lowered = report.text.lower()
    assert "will collapse" not in lowered
    assert not re.search(r"\bis safe\b", lowered)
    assert "pdf/ua-1 and pdf/a-3, not certified" in lowered.replace("\r\n", " ")
    assert "not legal advice" in lowered


@pytest.mark.parametrize("name", ["A_strong_vendor", "B_evasive_vendor"])
def test_hostile_and_endless_text_stays_text_on_one_owners_page(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path, name: str
) -> None:
    report = write(stressed(worked[name]), tmp_path / "stress.pdf")
    assert len(owner_pages(report)) == 1
    assert "Contents" not in report.pages[0]
    assert "[U+202E]" in report.text
    assert "中文" in report.text
    with report.open() as pdf:
        assert all(not page.get_images() for page in pdf.pages)
        assert all("/A" not in note for page in pdf.pages for note in page.obj.get("/Annots", []))


def test_an_audit_without_answers_makes_a_report(
    worked: dict[str, Evaluation], library: Library, write: Any, tmp_path: Path
) -> None:
    audit = worked["B_evasive_vendor"].document
    empty = audit.model_copy(update={"answers": {}, "evidence": {}, "contradictions": ()})
    report = write(evaluate(empty, library, seed=7, draws=400), tmp_path / "empty.pdf")
    assert len(owner_pages(report)) == 1
    assert "No evidence was received." in report.text


def test_a_very_long_answer_runs_over_pages_and_says_everything(
    worked: dict[str, Evaluation], library: Library, write: Any, tmp_path: Path
) -> None:
    audit = worked["D_large_model_moderate_use"].document
    question, answer = next(iter(audit.answers.items()))
    words = " ".join(f"word{number}" for number in range(1900))
    long = audit.with_answer(question, answer.model_copy(update={"text": words}))
    report = write(evaluate(long, library, seed=7, draws=400), tmp_path / "long.pdf")
    assert [number for number in range(1900) if f"word{number}" not in report.text] == []


def test_measured_samples_are_printed_with_their_intervals(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path
) -> None:
    measure = Measure("distinct", "Different words", "share", 0.412, (0.38, 0.45), (0.5, 0.61), "below", "Fewer.")
    reading = SampleReading(210, 40_000, "en", "watch", ("Narrower than its own past.",), (measure,), 200, {}, 5, "0")
    report = write(worked["A_strong_vendor"], tmp_path / "samples.pdf", samples=reading)
    page = next(page for page in report.pages if "Different words" in page)
    assert "41.2 %" in page.replace("\u00a0", " ")
    assert "38.0–45.0 %" in report.text.replace("\u00a0", " ")
    assert "below" in page


def test_the_vendors_edition_does_not_name_the_client(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path
) -> None:
    secret = "Zebra Holdings"
    evaluation = worked["D_large_model_moderate_use"]
    context = evaluation.document.context.model_copy(update={"use": f"letters of {secret}", "worst_case": secret})
    document = evaluation.document.model_copy(update={"client": secret, "context": context})
    named = Evaluation(document, evaluation.risk, evaluation.assessment)
    client = write(named, tmp_path / "client.pdf")
    vendor = write(named, tmp_path / "vendor.pdf", edition="vendor")
    assert secret in client.text
    assert secret not in vendor.text
    with vendor.open() as pdf:
        decoded = [o.read_bytes() for o in pdf.objects if hasattr(o, "read_bytes") and "/Length" in o]
        assert not [data for data in decoded if secret.encode() in data]


def test_the_one_page_edition_is_one_page(worked: dict[str, Evaluation], write: Any, tmp_path: Path) -> None:
    report = write(worked["B_evasive_vendor"], tmp_path / "one.pdf", edition="one-page")
    assert report.file.pages == 1


def test_a_path_that_cannot_be_written_gives_one_sentence(worked: dict[str, Evaluation], tmp_path: Path) -> None:
    missing = tmp_path / "no such folder" / "report.pdf"
    with pytest.raises(WorkspaceError, match=r"could not be used \(No such file or directory\)\.$"):
        write_report(worked["A_strong_vendor"], load_library(), missing)


def test_an_old_report_is_replaced_whole(worked: dict[str, Evaluation], write: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    write(worked["D_large_model_moderate_use"], path)
    assert path.read_bytes().startswith(b"%PDF")
    assert [other.name for other in tmp_path.iterdir()] == ["report.pdf"]


def overfilled(data: Any, text: str) -> Any:
    """The same data with every text that a person may type replaced by a long and hostile one."""
    typed = {"text", "by", "reason", "title", "sha256", "claim_a", "claim_b", "resolution", "closed_by", "note", "use"}
    names = {"worst_case", "prepared_by", "reviewed_by", "vendor_comment", "baseline", "name", "role"}
    if isinstance(data, dict):
        return {
            key: text if key in typed | names and isinstance(value, str) else overfilled(value, text)
            for key, value in data.items()
        }
    return [overfilled(value, text) for value in data] if isinstance(data, list) else data


@pytest.mark.slow
def test_every_text_at_its_limit_still_makes_a_report(
    worked: dict[str, Evaluation], library: Library, write: Any, tmp_path: Path
) -> None:
    audit = worked["B0_evasive_vendor_meeting_day"].document
    text = (HOSTILE + "W" * 400 + " a few words\n") * 40
    data = overfilled(audit.model_dump(mode="json", by_alias=True), text[:20_000])
    full = AuditDocument.model_validate(data | {"contradictions": [CONTRADICTION | {"claim_b": text, "claim_a": text}]})
    report = write(evaluate(full, library, seed=7, draws=400), tmp_path / "full.pdf")
    assert len(owner_pages(report)) == 1
    assert report.text.count("[U+202E]") > len(full.answers)


CONTRADICTION = {"id": "X-1", "question": "MS-02", "claim_a": "", "claim_b": "", "state": "open"}


def test_every_action_stands_in_one_list_with_who_and_by_when(report: Any) -> None:
    listed = squeezed(report.text.split("What to do", 2)[-1])
    for finding in report.evaluation.assessment.findings:
        assert squeezed(finding.action) in listed, finding.id
    assert "Contract points to raise" in report.text


def test_who_answered_what_stood_in_the_way_and_who_may_rely_on_it_are_said(report: Any) -> None:
    text = " ".join(report.text.split())
    for said in ("In scope.", "Out of scope.", "Who was asked", "It cannot support", "Not measured.", "Who may rely"):
        assert said in text, said
    refused = [name for name, answer in report.evaluation.document.answers.items() if answer.status == "refused"]
    for name in refused:
        assert name in text.split("What stood in the way", 1)[1].split("Grades of evidence", 1)[0]


def test_each_worst_stage_is_printed_with_its_share(report: Any) -> None:
    page = squeezed(next(page for page in report.pages if "How far it goes" in page))
    for name in ("none", "early", "late", "total"):
        assert squeezed(f"{name}: {chance(getattr(report.evaluation.risk.stages, name))}") in page
