"""The questions as one page for any browser: it works from a file, without a network, and saves itself when filled in.

Nothing in it comes from elsewhere, and its own policy lets it load and send nothing. All text is escaped here, and the
data stand in one block that is read back by ``form_reading``.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from questionnaires.exchange.fields import PART, Field, fields_of, statuses_for
from questionnaires.exchange.for_vendor import Offer, VendorPack, VendorQuestion, VendorQuestions
from questionnaires.exchange.reply import empty_reply
from questionnaires.exchange.words import BASES, FIGURES, TICKED, long_date

BLOCK = "headwater-reply"
"""The id of the element that holds the data."""

_HINT = "A range is better than silence, and “Not known” is better than a guess. Leave empty what does not help."
_HINTS = (
    "This page works without a network and sends nothing. <strong>Save</strong> gives you a copy of it with your "
    "answers inside: open that copy to go on, and send it back when you are done.",
    "A question left empty counts as promised for the return date, and as not answered after it.",
    "Send evidence that already exists beside the file and name it here; please write nothing new for it.",
)
_NO_SCRIPT = (
    "Scripts are switched off in this browser, so nothing you type here can be saved. Print the page, or ask for the "
    "questions as a workbook."
)
_BROUGHT_BACK = "Answers that were typed in this browser and not saved to a file have been brought back."


def form(questions: VendorQuestions) -> bytes:
    """The file for the vendor; the same questions give the same bytes."""
    script, style = _own_file("form.js"), _own_file("form.css")
    policy = "; ".join(
        ["default-src 'none'", f"script-src '{_digest(script)}'", f"style-src '{_digest(style)}'",
         "base-uri 'none'", "form-action 'none'"]
    )  # fmt: skip
    title = f"Questions about {questions.product}"
    parts = [
        "<!doctype html>",
        f'<html lang="{_esc(questions.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_esc(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_esc(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *_header(questions, title),
        "<main>",
        f'<form id="answers" autocomplete="off" novalidate data-file="{_esc(_file_name(questions.product))}">',
        *_person(),
        *(line for number, pack in enumerate(questions.packs, 1) for line in _pack(number, pack)),
        "</form>",
        "</main>",
        *_bar(),
        f'<script type="application/json" id="{BLOCK}">{_embedded(questions)}</script>',
        f"<script>{script}</script>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts).encode()


def _header(questions: VendorQuestions, title: str) -> Iterator[str]:
    count = sum(len(pack.questions) for pack in questions.packs)
    yield "<header>"
    yield f"<h1>{_esc(title)}</h1>"
    yield "<dl>"
    for name, words in (
        ("To", questions.vendor),
        ("Please return by", long_date(questions.due)),
        ("Questions", str(count)),
        ("Audit", questions.audit_id),
    ):
        yield f"<dt>{_esc(name)}</dt><dd>{_esc(words)}</dd>"
    yield "</dl>"
    yield f"<p>{_HINT}</p>"
    yield '<ul class="screen">'
    yield from (f"<li>{hint}</li>" for hint in _HINTS)
    yield "</ul>"
    yield f'<noscript><p class="notice">{_NO_SCRIPT}</p></noscript>'
    yield f'<div class="notice" id="notice" role="status" hidden>{_BROUGHT_BACK} '
    yield '<button type="button" id="forget">Show the file as it was</button></div>'
    yield "</header>"


def _person() -> Iterator[str]:
    yield '<div class="person"><div class="row">'
    yield _field("file|by", "Your name and role", 'input type="text" maxlength="300"')
    yield _field("file|on", "Date", 'input type="date"')
    yield "</div></div>"


def _pack(number: int, pack: VendorPack) -> Iterator[str]:
    yield f'<section aria-labelledby="pack-{number}">'
    yield f'<h2 id="pack-{number}">{_esc(pack.title)}</h2>'
    yield f'<p class="quiet">{_esc(pack.lead)}</p>'
    section = ""
    for question in pack.questions:
        if question.section != section:
            section = question.section
            yield f"<h3>{_esc(section)}</h3>"
        yield from _question(question)
    yield "</section>"


def _question(question: VendorQuestion) -> Iterator[str]:
    yield '<fieldset class="question">'
    yield f'<legend><span class="ref">{_esc(question.id)}</span> {_esc(question.ask)}</legend>'
    beside: list[str] = []
    ticks = False
    for field in fields_of(question):
        if (field.kind == "tick") != ticks:
            ticks = field.kind == "tick"
            yield '<fieldset class="group"><legend>Tick all that hold</legend>' if ticks else "</fieldset>"
        written = _written(question, field)
        if field.name in ("basis", "sample_size", "due", "by", "evidence"):
            beside.append(written)
            continue
        if field.name == "comment":
            yield f'<div class="row">{"".join(beside)}</div>'
        yield written
    yield "</fieldset>"


def _written(question: VendorQuestion, field: Field) -> str:
    """One field of a question as markup."""
    name = f"{question.id}|{field.name}"
    match field.name, field.kind:
        case "status", _:
            written = _select(name, field.label, statuses_for(question))
            reasons = "; ".join(question.set_aside_for)
            note = f"“Does not apply” is for: {_esc(reasons)}" if reasons else ""
            return f'{written}<p class="quiet">{note}</p>' if note else written
        case "basis", _:
            return _select(name, field.label, BASES)
        case _, "one of":
            return _radios(name, field.label, _offers(question, field))
        case _, "tick":
            box = f'<input type="checkbox" name="{_esc(name)}" value="{TICKED}">'
            return f'<label class="pick">{box}<span>{_esc(field.label)}</span></label>'
        case _, "figures":
            return _figures(name, field.label, _offers(question, field))
        case "due", _:
            return _field(name, "If it comes later: by when?", 'input type="date"')
        case "comment", _:
            return _field(name, field.label, 'textarea rows="3" maxlength="10000"', "</textarea>")
        case _:
            return _field(name, field.label, 'input type="text" maxlength="1000"')


def _field(name: str, label: str, control: str, inside: str = "") -> str:
    """A labelled control. control: its tag with attributes; inside: what follows the tag, as markup."""
    place = _place(name)
    tag = f'<{control} id="{place}" name="{_esc(name)}">'
    return f'<div class="field"><label class="name" for="{place}">{_esc(label)}</label>{tag}{inside}</div>'


def _select(name: str, label: str, options: Mapping[Any, str]) -> str:
    lines = "".join(f'<option value="{_esc(key)}">{_esc(words)}</option>' for key, words in options.items())
    return _field(name, label, "select", f'<option value="">Please choose</option>{lines}</select>')


def _radios(name: str, label: str, offers: tuple[Offer, ...]) -> str:
    picks = "".join(
        f'<label class="pick"><input type="radio" name="{_esc(name)}" value="{_esc(offer.id)}">'
        f"<span>{_esc(offer.label)}</span></label>"
        for offer in offers
    )
    clear = '<button type="button" class="clear">Clear the choice</button>'
    return f'<fieldset class="group"><legend>{_esc(label)}</legend>{picks}{clear}</fieldset>'


def _figures(name: str, label: str, rough: tuple[Offer, ...]) -> str:
    hint = _place(name + " hint")
    controls = "".join(
        f'<div><label class="name" for="{_place(f"{name}|{figure}")}">{_esc(words)}</label>'
        f'<input type="text" inputmode="decimal" maxlength="40" id="{_place(f"{name}|{figure}")}" '
        f'name="{_esc(f"{name}|{figure}")}" aria-describedby="{hint}"></div>'
        for figure, words in FIGURES.items()
    )
    bands = _select(name, "Roughly", {offer.id: offer.label for offer in rough}) if rough else ""
    return (
        f'<fieldset class="group"><legend>{_esc(label)}</legend><div class="figures">{bands}{controls}</div>'
        f'<span class="hint" id="{hint}" role="status"></span></fieldset>'
    )


def _offers(question: VendorQuestion, field: Field) -> tuple[Offer, ...]:
    key = field.name.removeprefix(PART)
    return next(part.offers for part in question.parts if part.key == key)


def _bar() -> Iterator[str]:
    yield '<div class="bar" id="bar" hidden><div>'
    yield '<p><span id="count"></span><br><span id="state" role="status"></span></p>'
    yield '<button type="button" id="print">Print</button>'
    yield '<button type="button" class="main" id="save">Save</button>'
    yield "</div></div>"


def _embedded(questions: VendorQuestions) -> str:
    """The empty reply as data that nothing can take for markup or script."""
    text = empty_reply(questions).model_dump_json(exclude={"problems"})
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _esc(text: str) -> str:
    return html.escape(text, quote=True)


def _place(name: str) -> str:
    """An id for an element, from the name of its field."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") + ("-" + hashlib.sha256(name.encode()).hexdigest()[:6])


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _own_file(name: str) -> str:
    return files("questionnaires.exchange").joinpath(name).read_text("utf-8")


def _file_name(product: str) -> str:
    kept = re.sub(r"[^A-Za-z0-9]+", "-", product).strip("-")[:60]
    return f"Answers-{kept}" if kept else "Answers"
