from __future__ import annotations

import pytest

from questionnaires import frozen
from questionnaires.errors import UnusableInputError
from questionnaires.frozen import fingerprint, freeze, library_of, thaw
from questionnaires.library import load_library

LIBRARY = load_library()


@pytest.mark.parametrize("name", list(LIBRARY.packs))
def test_a_frozen_pack_is_the_same_pack(name: str) -> None:
    pack = LIBRARY.packs[name]
    assert thaw(freeze(pack), "here") == pack
    assert freeze(thaw(freeze(pack), "here")) == freeze(pack)


def test_an_audit_sees_a_released_pack_as_frozen_and_not_todays(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = LIBRARY.packs["agents_context"]
    head = pack.pack.model_copy(update={"version": "0.9.0"})
    older = pack.model_copy(update={"questions": pack.questions[:3], "pack": head})
    known = {"schema": "qreleased/1", "released": {pack.id: {"0.9.0": fingerprint(older)}}}
    monkeypatch.setattr(frozen, "_released", lambda: frozen.ReleasedPacks.model_validate(known))
    seen = library_of({pack.id: freeze(older)}, LIBRARY, "AUD-1")
    assert len(seen.packs[pack.id].questions) == 3
    assert LIBRARY.packs[pack.id] == pack


def test_a_text_under_the_id_of_a_shipped_pack_has_no_say_unless_it_was_released() -> None:
    pack = LIBRARY.packs["training_data"]
    without_gates = tuple(question.model_copy(update={"gate": False}) for question in pack.questions)
    softened = pack.model_copy(update={"questions": without_gates})
    seen = library_of({pack.id: freeze(softened)}, LIBRARY, "AUD-1")
    assert seen.packs[pack.id] == pack


def test_a_text_of_another_pack_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="its text is that of the pack agents_context"):
        library_of({"meeting_screen": freeze(LIBRARY.packs["agents_context"])}, LIBRARY, "AUD-1")


def test_a_damaged_text_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnusableInputError, match="AUD-1, frozen pack meeting_screen"):
        library_of({"meeting_screen": freeze(LIBRARY.packs["meeting_screen"])[:-40]}, LIBRARY, "AUD-1")
