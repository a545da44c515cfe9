from __future__ import annotations

import pytest

from questionnaires.answer import Answer
from questionnaires.library import Library, load_library
from questionnaires.migration import migrate
from questionnaires.pack import Pack, Question

ANSWER = Answer(status="specific", grade=2, text="Tested each quarter.")


@pytest.fixture
def pack() -> Pack:
    return load_library().packs["training_data"]


def with_questions(pack: Pack, *questions: Question) -> Pack:
    return pack.model_copy(update={"questions": questions})


def test_the_same_pack_changes_nothing(pack: Pack) -> None:
    answers = {pack.questions[0].id: ANSWER}
    migration = migrate(answers, [pack], [pack])
    assert migration.changes_nothing
    assert migration.answers == answers


def test_an_answer_follows_its_id_although_the_words_changed(pack: Pack) -> None:
    first = pack.questions[0]
    reworded = first.model_copy(update={"ask": "Another wording?"})
    migration = migrate({first.id: ANSWER}, [with_questions(pack, reworded)], [with_questions(pack, first)])
    assert migration.answers == {first.id: ANSWER}
    assert migration.reworded == (first.id,)


def test_an_answer_whose_id_is_gone_follows_its_concept(pack: Pack) -> None:
    first = pack.questions[0]
    renumbered = first.model_copy(update={"id": "TD-99"})
    migration = migrate({first.id: ANSWER}, [with_questions(pack, renumbered)], [with_questions(pack, first)])
    assert migration.answers == {"TD-99": ANSWER}
    assert migration.moved == ((first.id, "TD-99"),)
    assert (migration.new, migration.gone) == (("TD-99",), (first.id,))


def test_an_answer_without_a_question_is_listed_and_not_lost_in_silence(pack: Pack) -> None:
    first, second = pack.questions[:2]
    migration = migrate({first.id: ANSWER}, [with_questions(pack, second)], [with_questions(pack, first, second)])
    assert migration.answers == {}
    assert [(one.question, one.cause) for one in migration.left_behind] == [(first.id, "it is asked no longer")]


def test_a_choice_that_is_gone_leaves_the_answer_behind() -> None:
    library: Library = load_library()
    question = next(
        question for pack in library.packs.values() for question in pack.questions if question.answer.type == "choice"
    )
    pack = next(pack for pack in library.packs.values() if pack.question(question.id))
    kept = question.answer.choices[1:]
    gone = question.answer.choices[0].id
    narrower = question.model_copy(update={"answer": question.answer.model_copy(update={"choices": kept})})
    answer = Answer(status="specific", grade=2, choice=(gone,))
    migration = migrate({question.id: answer}, [with_questions(pack, narrower)], [pack])
    assert migration.left_behind[0].cause == f"{question.id} has no choice {gone}"


def test_two_answers_never_become_one(pack: Pack) -> None:
    first, second = pack.questions[:2]
    heir = second.model_copy(update={"concept": first.concept})
    migration = migrate(
        {first.id: ANSWER, second.id: ANSWER}, [with_questions(pack, heir)], [with_questions(pack, first, second)]
    )
    assert set(migration.answers) == {second.id}
    assert "has an answer of its own" in migration.left_behind[0].cause
