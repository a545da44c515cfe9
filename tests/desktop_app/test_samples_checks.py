from __future__ import annotations

import json

import pytest

from desktop_app.pages.samples_checks import ChecksPart

pytestmark = pytest.mark.slow  # each opens an audit and starts processes


@pytest.fixture
def part(open_sample) -> ChecksPart:
    view = open_sample().view
    view.go_to("samples")
    view.page("samples").show_part("marks")
    return view.page("samples").part("marks")


def test_files_get_a_sentence_each_and_what_to_ask_for(qtbot, part, tmp_path):
    pytest.importorskip("c2pa")
    picture = tmp_path / "plain.png"
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccfc0f01f0005"
            "050202f4e3b9c70000000049454e44ae426082"
        )
    )
    text = tmp_path / "letter.txt"
    text.write_text("Dear customer", encoding="utf-8")
    card = part.credentials
    assert not card.row.button.isEnabled()
    card.files.take([picture, text, tmp_path / "gone.png"])
    card.row.button.click()
    qtbot.waitUntil(card.table.isVisible, timeout=60_000)
    words = [card.table.item(line, 0).text() for line in range(3)]
    assert words == ["None there", "Cannot carry any", "Not checked"]
    assert "gone.png was not found" in card.table.item(2, 1).text()
    assert "straight from the product" in card.ask.text()


def test_a_watermark_configuration_that_cannot_be_used_is_said_in_its_sentence(qtbot, part, tmp_path):
    pytest.importorskip("torch")
    card = part.watermark
    card.texts.way.choose("paste")
    card.texts.pasted.setPlainText("Some text that is said to be marked.")
    config = tmp_path / "vendor.json"
    config.write_text(json.dumps({"scheme": "unheard-of"}), encoding="utf-8")
    card.config.take([config])
    qtbot.waitUntil(card.row.button.isEnabled, timeout=5_000)
    card.row.button.click()
    qtbot.waitUntil(lambda: "vendor.json" in card.row.state.text(), timeout=120_000)
    assert card.answer.text() == ""
    assert "Ask the vendor for" in card.ask.text()
    assert card.ask.isVisible()


def test_a_missing_library_is_one_sentence_and_the_rest_works(qtbot, open_sample, monkeypatch):
    import desktop_app.pages.samples_checks as checks

    monkeypatch.setattr(checks, "find_spec", lambda _name: None)
    view = open_sample().view
    view.go_to("samples")
    page = view.page("samples")
    page.show_part("marks")
    part = page.part("marks")
    assert "This check needs torch and transformers and tokenizers" in part.watermark.row.state.text()
    assert "This check needs c2pa-python" in part.credentials.row.state.text()
    assert not part.watermark.row.button.isEnabled()
