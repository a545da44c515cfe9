"""Pictures of the stage of samples in every state, to be looked at: run this file with FOLDER [TEXT_PERCENT]."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication, QCheckBox, QScrollArea, QWidget

from core.samples.tail_kit.cases import as_table, starters
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.widgets.late_fold import LateFold
from desktop_app.window import MainWindow
from tests.core.samples.neural.marking_model import marked_files
from tests.core.samples.signing_vendor import made_picture, made_vendor

COMMON = "the of and to in a is that it was for on are as with his they at be this from have or by one had not but"
WORDS = np.array([*COMMON.split(), *(f"w{number}" for number in range(5_000))])
WEIGHTS = 1 / (np.arange(len(WORDS)) + 2.7)


def made_texts(count: int, words: int, seed: int, vocabulary: int = len(WORDS)) -> list[str]:
    """Texts of words drawn from a Zipf distribution; a small vocabulary makes them narrow."""
    chance = np.random.default_rng(seed)
    weights = WEIGHTS[:vocabulary] / WEIGHTS[:vocabulary].sum()
    return [" ".join(row) for row in chance.choice(WORDS[:vocabulary], (count, words), p=weights)]


def write_table(path: Path, head: list[str], rows: list[list[str]]) -> Path:
    """Write a .csv file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def outputs_table(path: Path, texts_each: int = 200) -> Path:
    """Outputs of two releases, two answers to each prompt, some of them copies."""
    later, earlier = made_texts(texts_each, 110, 1, 400), made_texts(texts_each, 110, 2)
    later[7] = later[6]
    later[9] = later[8] + " and so on"
    rows = [
        [f"Write a short note about case {at // 2}.", release, day, "large" if at % 9 else "small", text]
        for release, day, texts in (("2.1", "2026-05-01", later), ("1.4", "2025-11-20", earlier))
        for at, text in enumerate(texts)
    ]
    return write_table(path, ["prompt", "release", "date", "model", "output"], rows)


def signed_files(folder: Path) -> list[Path]:
    """Pictures in every state of credentials; the signer's certificate is beside them as root.pem."""
    vendor, plain = made_vendor(), made_picture()
    (folder / "root.pem").write_bytes(vendor.root)
    altered = bytearray(vendor.sign(plain))
    altered[altered.rfind(b"IDAT") + 10] ^= 1
    contents = {"signed.png": vendor.sign(plain), "altered.png": bytes(altered), "plain.png": plain, "cut.png": b"PNG"}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def examples_table(path: Path) -> Path:
    """Training examples in two batches, by people and by a machine."""
    texts = made_texts(300, 80, 3)
    rows = [
        [text, ("machine" if at % 3 == 0 else "human_verified"), f"round {1 + at // 150}", f"2026-0{1 + at // 150}-10"]
        for at, text in enumerate(texts)
    ]
    return write_table(path, ["letter", "author", "batch", "date"], rows)


def take(folder: Path, text_percent: int = 100) -> None:
    """Grab every state in light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    appearance = Appearance(application, "light", text_percent)
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        window = MainWindow(data, Settings(), appearance)
        window.show()
        window.resize(1280, 720)
        window.open_sample("B_evasive_vendor")
        until(application, lambda: window.view is not None and not window.view.audit.scoring)
        view = window.view
        assert view is not None
        view.go_to("samples")
        page = view.page("samples")

        def grab(name: str, part: QWidget) -> None:
            if isinstance(part, QScrollArea):
                bar = part.verticalScrollBar()
                for number in count():
                    both(f"{name}-{number}")
                    if bar.value() >= bar.maximum():
                        break
                    bar.setValue(bar.value() + max(part.viewport().height() - 80, 1))
                bar.setValue(0)

        def both(name: str) -> None:
            for mode in ("light", "dark"):
                appearance.set_mode(mode)
                settle(application)
                window.grab().save(str(folder / f"{name}-{mode}.png"))
            appearance.set_mode("light")

        page.show_part("outputs")
        measuring = page.measuring
        grab("1-outputs-before", measuring)
        table = outputs_table(data / "outputs.csv")
        bad = data / "broken.csv"
        bad.write_bytes(b"\x00\x01\x02")
        people = data / "our letters.txt"
        people.write_text("\n---\n".join(made_texts(130, 110, 4)), encoding="utf-8")
        measuring.outputs.take([table, bad])
        until(application, lambda: measuring.outputs.look is not None)
        measuring.against.choice.press(2)
        measuring.against.within.where.choose("within")
        measuring.against.choice.press(1)
        measuring.against.reference.take([people])
        until(application, lambda: measuring.against.reference.look is not None)
        grab("2-outputs-given", measuring)
        measuring.measure()
        until(application, lambda: bool(measuring.row.state.text()) and measuring.row.bar.isVisible())
        measuring.ensureWidgetVisible(measuring.row)
        both("3-outputs-measuring")
        until(application, lambda: not measuring.row.child.is_busy)
        for part in measuring.result.findChildren(LateFold):
            part.button.click()
        settle(application, 0.3)
        grab("4-outputs-measured", measuring)

        page.show_part("rare")
        kit = page.part("rare")
        grab("5-rare-before", kit)
        cases = starters()["accounting"].cases
        (data / "cases.csv").write_text(as_table(cases), encoding="utf-8")
        said = [" ".join(group[0] for group in case.mentions) for case in cases]
        answers = write_table(
            data / "a.csv", ["prompt_id", "text"], [[c.id, s] for c, s in zip(cases[:4], said[:4], strict=True)]
        )
        earlier = write_table(data / "b.csv", ["prompt_id", "text"], [[c.id, "I cannot say."] for c in cases])
        kit.cases.take([data / "cases.csv"])
        kit.answers.take([answers])
        kit.earlier.take([earlier])
        until(application, lambda: not (kit.list_row.child.is_busy or kit.answers.look is None))
        until(application, lambda: kit.earlier.look is not None)
        kit.check()
        until(application, lambda: not kit.row.child.is_busy)
        settle(application, 0.3)
        grab("6-rare-found", kit)

        page.show_part("marks")
        marks = page.part("marks")
        grab("7-marks-before", marks)
        marked = marked_files(data)
        marks.watermark.texts.take([marked["kgw"]])
        marks.watermark.config.take([marked["kgw config"]])
        until(application, lambda: marks.watermark.row.button.isEnabled())
        marks.watermark.check()
        marks.credentials.files.take([*signed_files(data), people, data / "gone.png"])
        marks.credentials.check()
        until(application, lambda: marks.watermark.row.bar.maximum() > 0 or not marks.watermark.row.child.is_busy)
        both("7-marks-checking")
        until(application, lambda: not (marks.watermark.row.child.is_busy or marks.credentials.row.child.is_busy))
        settle(application, 0.3)
        grab("7-marks-found", marks)
        marks.credentials.trusted.take([data / "root.pem"])
        marks.credentials.check()
        until(application, lambda: not marks.credentials.row.child.is_busy)
        settle(application, 0.3)
        grab("7-marks-trusted", marks)

        window.show_start()
        window.open_sample("C_in_house_finetune")
        until(application, lambda: window.view is not None and not window.view.audit.scoring)
        view = window.view
        assert view is not None
        view.go_to("samples")
        page = view.page("samples")
        training = page.part("training")
        grab("8-training-before", training)
        training.examples.take([examples_table(data / "examples.csv")])
        until(application, lambda: training.examples.look is not None)
        training.count()
        until(application, lambda: not training.row.child.is_busy)
        settle(application, 0.3)
        grab("9-training-found", training)
        for tick in training.offer.findChildren(QCheckBox):
            tick.click()
        training.offer.use.click()
        training.keep.button.click()
        settle(application, 0.3)
        grab("9-training-used", training)
        window.close()


def until(application: QApplication, condition: Callable[[], bool]) -> None:
    """Let the window work until something is so; a minute at most."""
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        settle(application)
    assert condition()


def settle(application: QApplication, seconds: float = 0.05) -> None:
    """Let the window draw."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()


if __name__ == "__main__":
    take(Path(sys.argv[1]), *(int(percent) for percent in sys.argv[2:3]))
