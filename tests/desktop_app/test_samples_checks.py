from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop_app.pages.samples_checks import ChecksPart

pytestmark = pytest.mark.slow  # each opens an audit and starts processes


@pytest.fixture
def part(open_sample) -> ChecksPart:
    view = open_sample().view
    view.go_to("samples")
    view.page("samples").show_part("marks")
    return view.page("samples").part("marks")


def dropped_on(card: QWidget, paths: list[Path]) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    card.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, buttons, keys, QEvent.Type.Drop))


@pytest.fixture(scope="module")
def marked(tmp_path_factory) -> Mapping[str, Path]:
    """Texts that transformers' own classes marked, and what a vendor would disclose of it."""
    pytest.importorskip("torch")
    from tests.core.samples.neural.marking_model import marked_files

    return marked_files(tmp_path_factory.mktemp("vendor"))


def watermark_found(qtbot, card, texts: Path, config: Path) -> str:
    card.texts.take([texts])
    card.config.take([config])
    qtbot.waitUntil(card.row.button.isEnabled, timeout=60_000)
    card.row.button.click()
    assert card.row.child.is_busy
    qtbot.waitUntil(lambda: not card.row.child.is_busy, timeout=180_000)
    assert card.row.state.text() == ""
    assert card.answer.isVisible()
    return card.answer.text()


@pytest.mark.parametrize("scheme", ["kgw", "synthid"])
def test_a_watermark_that_is_there_is_found_and_nothing_more_is_asked_for(qtbot, part, marked, scheme):
    card = part.watermark
    said = watermark_found(qtbot, card, marked[scheme], marked[f"{scheme} config"])
    assert said.startswith("The watermark that the vendor describes is in these texts")
    assert f"Scheme {scheme}, 12 texts" in card.facts.text()
    assert not card.ask.isVisible()
    audit = part.watermark._audit
    before = len(audit.document.evidence)
    assert card.register.isVisible()
    card.register.button.click()
    (entered,) = list(audit.document.evidence.values())[before:]
    assert entered.title.startswith("The watermark that the vendor describes is in these texts")
    assert entered.file_name == f"{scheme} config.json"
    assert entered.sha256 == hashlib.sha256(marked[f"{scheme} config"].read_bytes()).hexdigest()
    card.texts.take([marked["plain"]])
    assert not card.register.isVisible()  # what was found is of other texts now


def test_texts_without_the_watermark_are_not_accused(qtbot, part, marked):
    said = watermark_found(qtbot, part.watermark, marked["plain"], marked["kgw config"])
    assert "was not found in these texts" in said
    assert part.watermark.ask.isVisible()


def test_what_was_made_on_an_unknown_device_is_not_verifiable_here(qtbot, part, marked):
    said = watermark_found(qtbot, part.watermark, marked["plain"], marked["unknown config"])
    assert said.startswith("Not verifiable here")


def test_a_configuration_and_texts_dropped_together_go_where_they_belong(qtbot, part, marked):
    card = part.watermark
    dropped_on(card, [marked["kgw"], marked["kgw config"]])
    assert card.texts.paths == (marked["kgw"],)
    assert card.config.paths == (marked["kgw config"],)


def test_every_state_of_credentials_is_told_apart_and_certificates_are_known_when_dropped(qtbot, part, tmp_path):
    pytest.importorskip("c2pa")
    from tests.core.samples.signing_vendor import made_picture, made_vendor

    vendor, plain = made_vendor(), made_picture()
    signed = vendor.sign(plain)
    altered = bytearray(signed)
    altered[altered.rfind(b"IDAT") + 10] ^= 1
    files = {
        "signed.png": signed,
        "altered.png": bytes(altered),
        "plain.png": plain,
        "letter.txt": b"Dear customer",
        "broken.png": b"no picture",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "root.pem").write_bytes(vendor.root)
    card = part.credentials

    def states() -> list[str]:
        assert not card.table.isVisible()  # nothing of an earlier check is left standing
        card.row.button.click()
        qtbot.waitUntil(card.table.isVisible, timeout=60_000)
        return [card.table.item(line, 0).text() for line in range(card.table.rowCount())]

    dropped_on(card, [tmp_path / name for name in files])
    rest = ["Does not hold", "None there", "Cannot carry any", "Cannot be read"]
    assert states() == ["Holds, signer unknown", *rest]
    assert "Ask the vendor for the root certificate" in card.ask.text()
    dropped_on(card, [tmp_path / "root.pem"])
    assert len(card.files.paths) == len(files)
    assert states() == ["Holds, signer trusted", *rest]
    assert "signed by Example Vendor, whom you trust" in card.table.item(0, 1).text()
    assert "a trained model made the content" in card.table.item(0, 1).text()
    assert "root certificate" not in card.ask.text()
    card.register.button.click()
    entered = [item.file_name for item in card.register._audit.document.evidence.values()][-len(files) :]
    assert entered == list(files)
    assert not card.register.button.isEnabled()


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
