"""The page for the browser: our palette, nothing from elsewhere, every field with a name that is read aloud."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from questionnaires.exchange.for_vendor import VendorQuestions
from questionnaires.exchange.form import form

ROOT = Path(__file__).resolve().parents[3]
COLOURS = {"window", "surface", "text", "secondary", "border", "outline", "accent", "on-accent", "bad"}


@pytest.fixture(scope="module")
def page(questions: VendorQuestions) -> str:
    return form(questions).decode()


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Elements()
    reader.feed(page)
    return reader.found


@pytest.mark.parametrize(("mode", "block"), [("light", 0), ("dark", 1)])
def test_the_colours_are_those_of_the_program(page: str, mode: str, block: int) -> None:
    ours = json.loads((ROOT / "desktop_app" / "theme" / "colours.json").read_text())[mode]
    root = re.findall(r":root \{(.*?)\}", page, re.S)[block]
    shown = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", root))
    assert shown == {name: ours[name.replace("-", "_")] for name in COLOURS}


def test_nothing_is_loaded_from_elsewhere(elements: list[tuple[str, dict[str, str | None]]], page: str) -> None:
    for _, attributes in elements:
        assert not {"src", "href", "srcset", "action", "formaction", "style", "onclick"} & attributes.keys()
    assert {tag for tag, _ in elements} & {"img", "link", "iframe", "object", "embed", "base"} == set()
    assert "url(" not in page
    policy = next(a["content"] for tag, a in elements if tag == "meta" and "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_every_field_has_a_name_that_is_read_aloud(elements: list[tuple[str, dict[str, str | None]]]) -> None:
    named = {attributes["for"] for tag, attributes in elements if tag == "label" and "for" in attributes}
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in elements:
        if tag in ("select", "textarea") or (tag == "input" and attributes["type"] in ("text", "date")):
            assert attributes["id"] in named
    assert next(attributes for tag, attributes in elements if tag == "html")["lang"] == "en-GB"
    legends = sum(tag == "legend" for tag, _ in elements)
    assert legends == sum(tag == "fieldset" for tag, _ in elements)


def test_names_from_outside_stay_text(page: str) -> None:
    assert "Draft &amp; Assist &lt;3&gt;" in page
    assert "Assist <3>" not in page
