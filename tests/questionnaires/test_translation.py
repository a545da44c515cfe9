from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires.errors import UnusableInputError
from questionnaires.frozen import freeze
from questionnaires.library import load_library
from questionnaires.translation import in_language, languages_in, read_translation

PACK = load_library().packs["meeting_screen"]
GERMAN = """\
schema: qpack-text/1
pack: meeting_screen
version: 1.0.0
language: de
title: Zehn Fragen im Gespräch
questions:
  MS-01:
    short: Wessen Modell ist es?
    ask: Auf welchem KI-Modell läuft das Produkt, und wer hat es trainiert, Sie oder jemand anderes?
    choices: {%s: Vom Anbieter selbst von Grund auf trainiert}
"""


@pytest.fixture
def german(tmp_path: Path) -> Path:
    path = tmp_path / "meeting_screen.de.yaml"
    path.write_text(GERMAN % PACK.questions[0].answer.choices[0].id)
    return path


def test_texts_are_replaced_and_everything_else_stays(german: Path) -> None:
    found = read_translation(german, PACK).pack
    question = found.questions[0]
    assert question.short == "Wessen Modell ist es?"
    assert question.answer.choices[0].label.startswith("Vom Anbieter")
    assert (found.pack.title, found.pack.language) == ("Zehn Fragen im Gespräch", "de")
    for before, after in zip(PACK.questions, found.questions, strict=True):
        for kept in ("id", "concept", "gate", "weight", "sim", "show_if", "lanes", "carries_to", "evidence"):
            assert getattr(after, kept) == getattr(before, kept)
        for one, other in zip(before.answer.choices, after.answer.choices, strict=True):
            assert other.model_copy(update={"label": one.label}) == one


def test_what_is_missing_stays_in_the_packs_language_and_is_listed(german: Path) -> None:
    found = read_translation(german, PACK)
    assert not found.complete
    assert found.pack.questions[1].ask == PACK.questions[1].ask
    assert f"{PACK.questions[1].id} ask" in found.missing
    assert "MS-01 ask" not in found.missing
    assert "MS-01 why" in found.missing


def test_the_language_is_chosen_when_the_packs_are_loaded(german: Path) -> None:
    found = in_language(load_library(), "de", german.parent)
    library = found.library
    assert library.packs["meeting_screen"].pack.language == "de"
    assert library.packs["training_data"] == load_library().packs["training_data"]
    assert found.problems == ()
    assert set(found.missing) == {"meeting_screen"}
    french = in_language(load_library(), "fr", german.parent)
    same, nothing = french.library, french.missing
    assert freeze(same.packs["meeting_screen"]) == freeze(PACK)
    assert nothing == {}


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("    short:", "    weight: 5\n    short:", "this key is not known here"),
        ("    short:", "    gate: false\n    short:", "this key is not known here"),
        ("  MS-01:", "  MS-99:", "no such question"),
        ("pack: meeting_screen", "pack: training_data", "not meeting_screen"),
        ("version: 1.0.0", "version: 9.0.0", "translate it again"),
        ("choices: {", "choices: {best_of_all: Neu, ", "no choice best_of_all"),
    ],
)
def test_anything_but_texts_of_this_pack_is_refused(german: Path, old: str, new: str, word: str) -> None:
    german.write_text(german.read_text().replace(old, new, 1))
    with pytest.raises(UnusableInputError, match=word):
        read_translation(german, PACK)


def test_an_unusable_overlay_is_left_out_and_explained(german: Path) -> None:
    german.write_text(german.read_text().replace("MS-01:", "MS-99:"))
    found = in_language(load_library(), "de", german.parent)
    assert found.library.packs == dict(load_library().packs)
    assert len(found.problems) == 1
    assert "MS-99" in found.problems[0]


def test_languages_are_those_of_file_names(german: Path) -> None:
    for name in ("own_pack.yaml", "meeting_screen.pt-BR.yaml", "meeting_screen.notes.yaml"):
        (german.parent / name).write_text("")
    assert languages_in(german.parent) == ("de", "pt-BR")
    assert languages_in(german.parent / "none") == ()
