"""Text meant to do harm: markup, links, formulas, programs, marks that turn or hide writing, and mixtures of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

MARKUP = (
    '<img src="/etc/passwd"/>',
    '<img src="file:///etc/hostname" width="1" height="1"/>',
    '<img src="http://127.0.0.1:9/x.png"/>',
    '<img src="\\\\host\\share\\x.png"/>',
    '<img src="data:image/png;base64,iVBORw0KGgo="/>',
    '<a href="javascript:alert(1)">the contract</a>',
    '<a href="file:///C:/Windows/System32/calc.exe">open</a>',
    '<link href="http://127.0.0.1:9/">more</link>',
    '<para fontSize="1" textColor="white">hidden</para>',
    '<font color="#ffffff" size="1">hidden</font>',
    "<font color=\"__import__('os').system('id')\">x</font>",
    '<font color="[].__class__.__base__.__subclasses__()">x</font>',
    '<onDraw name="x" label="y"/>',
    "<seqreset/><seq/><br/><br/>",
    '<unichar code="0"/><unichar name="SPACE"/>',
    '<greek>a</greek><super size="100">b</super><bullet>c</bullet>',
    "</para></para></b></i>",
    "<b><i><u><strike>" * 12,
    "<!-- gone? --> <![CDATA[ here ]]> <?php system('id') ?>",
    "</script><script>fetch('http://127.0.0.1:9')</script>",
    '"><svg onload=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "<style>*{display:none}</style>",
    "<iframe src=http://127.0.0.1:9></iframe>",
    "&lt;b&gt; &amp;amp; &#60; &#x0; &nbsp; &bogus;",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    "a<b and c>d & e",
    "<w:fldSimple w:instr='DDEAUTO'/>]]>",
    "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
)
FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "'=1+1"),
    *('=HYPERLINK("http://127.0.0.1:9/?"&A1,"x")', '=DDE("cmd";"/c";"x")', '=WEBSERVICE("http://127.0.0.1:9")'),
    *("http://127.0.0.1:9/", "internal:Sheet1!A1", "external:c:\\x.xlsx", "file:///etc/passwd", "mailto:a@example.com"),
    *("{=SUM(1)}", "#REF!", "TRUE", "1e999", "00123", "_x0041_", "=" * 300),
)
TEMPLATES = (
    "{vendor} {0} {__class__}",
    "{{7*7}} ${7*7} #{7*7}",
    "%s%s%n%d",
    "%(vendor)s",
    "$(id) `id` ; id | id && id",
)
SIGNS = (
    "\u202egpj.exe the invoice",
    "\u2066\u202eab\u2069",
    "pay\u200bpal\u00ad\ufeff",
    "NUL \x00 BEL \x07 ESC \x1b[31m DEL \x7f NEL \x85",
    "lone surrogate \ud800 and \udfff",
    "not a character \ufffe \uffff \U0010ffff",
    "private \ue000 \U000f0000",
    "Z\u0335\u0321\u0328\u0322\u0327\u0320\u0317\u0330a" + "\u0301" * 200,
    "مرحبا بالعالم",
    "שלום 123 עולם",
    "中文 日本語 한국어 繁體",
    "Ελληνικά Кириллица İıſß ﬁ ǆ",
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1ec\U0001f1e7",
    "a\u2028b\u2029c\x0bd\x0ce\r\nf\rg",
    "\u3000\u00a0\u2007 spaces \u1680",
    "",
    " ",
    "null",
    "undefined",
    "NaN",
    "../../../../etc/passwd\x00.pdf",
    "CON",
    "x" * 5_000,
    "word " * 1_500,
    "\n" * 300 + "late",
)
SEEDS = (*MARKUP, *FORMULAS, *TEMPLATES, *SIGNS)

_LETTERS = (
    "<>&\"'=+-@|;,\\/\n\r\t\x00\x0b\x1b\u202e\u2066\u200d\ufeff\u0301\ud800\uffff\ue000"
    " aZ0éßжΩ日한ع\U0001f600{}[]()%$#!`~^*_:?."
)
_PIECES = (
    *("<b>", "</b>", "<br/>", "<para>", "</para>", "<seq/>", '<a href="http://127.0.0.1:9">', "<script>", "</style>"),
    *("&lt;", "&#60;", "<![CDATA[", "]]>", "<!--", "{{", "}}", "=cmd|", "\r\n", "%n", "\x1b[2J", '<img src="x"/>'),
)


@pytest.fixture(scope="session")
def hostile() -> Callable[[int], list[str]]:
    """The written texts first, then as many made from them as are wanted; always the same."""
    return lambda count: list(islice(_all(random.Random(20261120)), count))


def _all(chance: random.Random) -> Iterator[str]:
    yield from SEEDS
    while True:
        match chance.randrange(4):
            case 0:
                yield "".join(chance.choice(_LETTERS) for _ in range(chance.randint(1, 60)))
            case 1:
                yield "".join(
                    chance.choice(_PIECES) + chance.choice(("", "x", " ")) for _ in range(chance.randint(1, 12))
                )
            case 2:
                planes = (0x20, 0x250, 0x3000, 0x110000)
                yield "".join(chr(chance.randrange(chance.choice(planes))) for _ in range(chance.randint(1, 40)))
            case _:
                letters = list(chance.choice(SEEDS)[:400])
                for _ in range(chance.randint(1, 5)):
                    letters.insert(chance.randint(0, len(letters)), chance.choice(_LETTERS))
                yield "".join(letters)
