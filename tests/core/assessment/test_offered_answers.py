"""What a count of training examples offers to the in-house questions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from core.assessment.offered_answers import offered_answers
from core.audit.answer_check import check_answer
from core.samples.training.check import check_training
from core.samples.training.examples import read_examples
from questionnaires.answer import Range
from questionnaires.library import load_library

DAY = dt.date(2026, 11, 20)


def offer(tmp_path: Path, *rows: str, provenance: str | None = "who", batch: str | None = "round"):
    path = tmp_path / "letters.csv"
    path.write_text("\n".join(("text,who,round", *rows)))
    reading = check_training(read_examples([path], provenance=provenance, batch=batch), seed=1)
    pack = load_library().packs["in_house_finetune"]
    return offered_answers(reading, pack, DAY), pack


def test_shares_and_anchors_are_offered_with_the_file_as_evidence(tmp_path: Path) -> None:
    rows = ("one,human verified,1", "two,human verified,1", "three,ai,2", "one,human verified,2", "four,suspected,2")
    given, pack = offer(tmp_path, *rows)
    share, anchors = (next(q for q in pack.questions if q.concept == c) for c in ("synthetic_share", "human_anchor"))
    assert given.answers[share.id].value == {
        "human_scratch": Range(low=60, high=80),
        "model_unedited": Range(low=20, high=40),
    }
    assert given.answers[anchors.id].value == 1.0
    assert [item.file_name for item in given.evidence.values()] == ["letters.csv"]
    for question_id, answer in given.answers.items():
        question = pack.question(question_id)
        assert question is not None
        check_answer(question, answer, load_library().vocabulary, "the offer")
        assert answer.evidence == tuple(given.evidence)
        assert answer.grade == 2


def test_what_the_examples_do_not_say_is_not_offered(tmp_path: Path) -> None:
    given, _ = offer(tmp_path, "one,human,1", "two,ai,1", provenance=None, batch=None)
    assert given.answers == {}
    assert given.evidence == {}
