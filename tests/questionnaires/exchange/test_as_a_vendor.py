"""The files in the programs a vendor has: filled in and saved there, then read back.

They need LibreOffice and Chromium; where one is missing the test says so and is left out. CI has both.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from questionnaires.exchange.difference import AnswerChange, VendorDifference
from questionnaires.exchange.for_vendor import VendorQuestions
from questionnaires.exchange.form import form
from questionnaires.pack import Pack

TakeIn = Callable[..., VendorDifference]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(280)]


def program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"{names[0]} is not on this machine")
    return found


def change_of(found: VendorDifference, question: str) -> AnswerChange:
    return next(change for change in found.changes if change.question.id == question)


def convert(source: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice opens and saves it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    line = [program("soffice", "libreoffice"), profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*line, str(source)], check=True, capture_output=True, timeout=240)
    return folder / f"{source.stem}.{kind.split(':')[0]}"


def test_a_workbook_filled_in_and_saved_by_libreoffice_comes_back_whole(
    filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    asked = [question for pack in packs for question in pack.questions]
    by_kind = {question.answer.type: question for question in reversed(asked)}
    choice, several, share = by_kind["choice"], by_kind["multi_choice"], by_kind["percent_range"]
    for question in asked:
        filled.put(question.id, "comment", f"=Words on {question.id}, “quoted” & <tagged>\nsecond line")
        filled.put(question.id, "evidence", f"{question.id}.pdf")
        filled.put(question.id, "by", "J. Hale, head of data")
    filled.put(choice.id, "part:", choice.answer.choices[1].label)
    filled.put(several.id, f"part:{several.answer.choices[0].id}", "Yes")
    filled.put(share.id, "part:", "7.5%", "E")
    filled.put(share.id, "basis", "Engineering estimate")
    sent = filled.save(tmp_path / "sent.xlsx")
    for folder in ("once", "twice"):
        (tmp_path / folder).mkdir()
    as_sheet = convert(sent, "ods", tmp_path / "once")
    found = take_in(convert(as_sheet, "xlsx:Calc MS Excel 2007 XML", tmp_path / "twice"))
    assert found.warnings == ()
    assert {change.question.id for change in found.changes} == {question.id for question in asked}
    for change in found.changes:
        assert f"=Words on {change.question.id}, “quoted” & <tagged>\nsecond line" in change.new.text
        assert f"Evidence named: {change.question.id}.pdf" in change.new.text
        assert change.new.by == "J. Hale, head of data"
    assert change_of(found, choice.id).new.choice == (choice.answer.choices[1].id,)
    assert change_of(found, several.id).new.choice == (several.answer.choices[0].id,)
    value = change_of(found, share.id).new
    assert (value.value.best, value.basis) == (7.5, "estimated")


def test_a_workbook_still_offers_its_lists_and_locks_after_libreoffice(blank_workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    sent = tmp_path / "sent.xlsx"
    sent.write_bytes(blank_workbook)
    book = openpyxl.load_workbook(convert(sent, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved"))
    sheet = book.worksheets[1]
    assert sheet.protection.sheet
    assert sheet.data_validations.dataValidation
    assert sheet.column_dimensions["G"].hidden


FILL = """
<script>
(function () {
  const type = (name, text) => {
    const field = document.getElementsByName(name)[0];
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const click = (name, value) => document.querySelector('input[name="' + name + '"][value="' + value + '"]').click();
  let saved = null;
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { saved = blob; return make.call(URL, blob); };
  window.addEventListener("load", async () => {
    for (const [name, text] of TYPED) type(name, text);
    for (const [name, value] of CLICKED) click(name, value);
    document.getElementById("save").click();
    const page = await saved.text();
    const out = document.createElement("textarea");
    out.id = "saved-page";
    out.textContent = btoa(unescape(encodeURIComponent(page)));
    document.body.replaceChildren(out);
  });
})();
</script>
"""


def in_chromium(page: Path, folder: Path, *more: str) -> str:
    """The page's elements after its script has run."""
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", *more]
    line = [program("chromium", "chromium-browser", "google-chrome"), *flags, f"--user-data-dir={folder}/profile"]
    run = subprocess.run(
        [*line, "--dump-dom", page.as_uri()], check=True, capture_output=True, timeout=240,
        env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return run.stdout.decode()


def filled_in_chromium(page: str, typed: list[tuple[str, str]], clicked: list[tuple[str, str]], folder: Path) -> str:
    """The copy that the page's own Save makes after somebody typed and clicked.

    The filling script is let in by its own hash, so that the page's own policy stays in force for everything else.
    """
    script = FILL
    for name, value in (("TYPED", typed), ("CLICKED", clicked)):
        script = script.replace(name, json.dumps(value).replace("<", "\\u003c"))
    body = script[script.index("<script>") + 8 : script.index("</script>")]
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    opened = page.replace("script-src ", f"script-src 'sha256-{digest}' ", 1).replace(
        "</body>", "</body>" + script.strip()
    )
    place = folder / "opened.html"
    place.write_text(opened, "utf-8")
    shown = in_chromium(place, folder)
    start = shown.index('id="saved-page">') + len('id="saved-page">')
    saved = base64.b64decode(shown[start : shown.index("<", start)]).decode()
    return saved.replace(f"'sha256-{digest}' ", "", 1)


def test_a_page_filled_in_and_saved_in_chromium_opened_again_and_saved_again_comes_back_whole(
    questions: VendorQuestions, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    asked = [question for pack in packs for question in pack.questions]
    by_kind = {question.answer.type: question for question in reversed(asked)}
    choice, several, share = by_kind["choice"], by_kind["multi_choice"], by_kind["percent_range"]
    words = "Our words: </script><script>alert(1)</script> “é” \u2028 end"
    typed = [(f"{question.id}|comment", f"{question.id} {words}") for question in asked]
    typed += [(f"{question.id}|evidence", f"{question.id}.pdf") for question in asked]
    typed += [("file|by", "J. Hale, head of data"), ("file|on", "2026-11-30"), (f"{share.id}|part:|best", "7.5")]
    typed += [(f"{share.id}|basis", "estimated"), (f"{share.id}|status", "specific")]
    clicked = [
        (f"{choice.id}|part:", choice.answer.choices[1].id),
        (f"{several.id}|part:{several.answer.choices[0].id}", "Yes"),
    ]
    (tmp_path / "first").mkdir()
    first = filled_in_chromium(form(questions).decode(), typed, clicked, tmp_path / "first")
    (tmp_path / "second").mkdir()
    second = filled_in_chromium(first, [(f"{choice.id}|by", "R. Osei")], [], tmp_path / "second")
    place = tmp_path / "answers.html"
    place.write_text(second, "utf-8")
    found = take_in(place)
    assert found.warnings == ()
    assert {change.question.id for change in found.changes} == {question.id for question in asked}
    for change in found.changes:
        expected = f"{change.question.id} {words}".replace("\u2028", "\n")
        assert expected in change.new.text
        assert f"Evidence named: {change.question.id}.pdf" in change.new.text
        assert change.new.date == dt.date(2026, 11, 30)
    assert change_of(found, choice.id).new.by == "R. Osei"
    assert change_of(found, several.id).new.by == "J. Hale, head of data"
    assert change_of(found, choice.id).new.choice == (choice.answer.choices[1].id,)
    assert change_of(found, several.id).new.choice == (several.answer.choices[0].id,)
    value = change_of(found, share.id).new
    assert (value.status, value.value.best, value.basis) == ("specific", 7.5, "estimated")


def test_the_page_runs_under_its_own_policy_and_shows_the_bar(questions: VendorQuestions, tmp_path: Path) -> None:
    place = tmp_path / "blank.html"
    place.write_bytes(form(questions))
    shown = in_chromium(place, tmp_path)
    total = sum(len(pack.questions) for pack in questions.packs)
    assert f"0 of {total} questions begun" in shown
    assert '<div class="bar" id="bar">' in shown


def test_a_script_that_was_slipped_in_does_not_run(questions: VendorQuestions, tmp_path: Path) -> None:
    place = tmp_path / "slipped.html"
    slipped = "<script>document.title = 'taken over'</script></body>"
    place.write_text(form(questions).decode().replace("</body>", slipped), "utf-8")
    assert "<title>taken over</title>" not in in_chromium(place, tmp_path)
