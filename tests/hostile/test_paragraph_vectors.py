"""Texts aimed at the library that draws paragraphs: each in a process of its own, watched and limited.

Through the gate each becomes a page within a second and 100 MB; no file is opened, no address asked, no command run.
Without the gate some are obeyed: that is what shows that the watch sees it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SECOND, MEGABYTES = 1.0, 100
PICTURE = "secret.png"

VECTORS = {
    "a picture by file address": '<img src="file:///etc/passwd"/>',
    "a picture by path": '<img src="/etc/passwd"/>',
    "a picture beside us": f'<img src="{PICTURE}" width="5" height="5"/>',
    "a picture without end": '<img src="/dev/zero" width="5" height="5"/>',
    "a picture from this computer": '<img src="http://127.0.0.1:9/x.png"/>',
    "a picture from a share": '<img src="\\\\127.0.0.1\\share\\x.png"/>',
    "a picture as data": '<img src="data:image/png;base64,iVBORw0KGgo=" width="5" height="5"/>',
    "a colour that imports": "<font color=\"__import__('os').system('id')\">x</font>",
    "a colour that reaches for classes": '<font color="().__class__.__base__.__subclasses__()">x</font>',
    "a colour that sets colours": "<font color=\"setColors(red='#ffffff')\">x</font>",
    "a colour that lists colours": '<font color="getAllNamedColors()">x</font>',
    "a colour nested 200 deep": f'<font color="{"(" * 200}1{")" * 200}">x</font>',
    "a colour of 50,000 signs": f'<font color="{"-" * 50_000}1">x</font>',
    "a colour of a million letters": f'<font color="{"A" * 1_000_000}">x</font>',
    "a colour that computes": '<font color="9**9**9">x</font>',
    "a size beyond the page": '<font size="100000">x</font>',
    "a size beyond numbers": '<font size="1e308">x</font>',
    "a size that is none": '<font size="nan">x</font>',
    "a font that is not there": '<font name="Evil">x</font>',
    "a link to a program": '<a href="file:///C:/Windows/System32/calc.exe">click</a>',
    "a link that is a script": '<a href="javascript:app.alert(1)">click</a>',
    "a link to a bank": '<a href="http://example.com/">your bank</a>',
    "a link to nowhere": '<a href="#nowhere">x</a>',
    "two places of one name": '<a name="toc1"/>x<a name="toc1"/>',
    "a callback": '<onDraw name="save" label="x"/>',
    "a callback that ends the page": '<onDraw name="showPage" label="x"/>',
    "a callback into the class": '<onDraw name="__class__" label="x"/>',
    "an index entry": '<index item="a,b" name="canv"/>',
    "sequences": '<seq id="Chapter"/> <seqreset id="Chapter" base="99"/>',
    "a sequence format": '<seqformat id="x" value="__import__"/>',
    "characters by name": '<unichar code="0x41"/> <unichar name="BLACK STAR"/>',
    "a character that imports": "<unichar code=\"__import__('os').system('id')\"/>",
    "a character that computes": '<unichar code="9**9**9**9"/>',
    "hidden text": '<para fontSize="1" textColor="white">hidden</para>',
    "an indent beyond the page": '<para leftIndent="100000">x</para>',
    "a bullet": "<bullet>X</bullet>text",
    "a tag never closed": "<b>never closed",
    "crossed tags": "<b><i>x</b></i>",
    "a tag of another language": "<script>alert(1)</script>",
    "comparisons": "1 < 2 & 3 > 2",
    "entities": "AT&T &nbsp; &bogus; &#0; &#xD800;",
    "an entity of its own": '<!DOCTYPE a [<!ENTITY b "bbbb">]>&b;',
    "an entity from a file": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
    "sections, comments, instructions": "<![CDATA[x]]><!-- c --><?php x ?>",
    "control characters": "x " + "".join(map(chr, range(32))) + "\x7f\x85",
    "a zero": "a\x00b",
    "what is no character": "x \ufffe\uffff\U0010ffff",
    "turned writing": "x \u202eevil\u202c \u2066x\u2069",
    "writing from the right": "x مرحبا بالعالم שלום",
    "joined pictures": "x \U0001f469\u200d\U0001f469\u200d\U0001f467",
    "East Asian": "x 日本語中文한국어",
    "piled marks": ("Z" + "\u0335\u0321\u0328\u0322" * 12) * 40,
    "a word of a million letters": "W" * 1_000_000,
    "a million spaces": "a" + " " * 1_000_000 + "b",
    "200,000 words": "word " * 200_000,
    "100,000 line ends as tags": "<br/>" * 100_000,
    "100,000 line ends": "\n" * 100_000,
    "2,000 nested tags": "<b>" * 2_000 + "x" + "</b>" * 2_000,
    "100,000 soft hyphens": "a\u00ad\u200b" * 100_000,
    "all kinds of space": "a\t\v\f\u2028\u2029b",
    "a template": "{vendor} {0} {__class__} %s %(x)s ${x}",
    "a brace never closed": "{",
    "our own markup": "<font name='Inter'>x</font><br/>&lt;b&gt;",
    "tags in other letters": "＜b＞x＜/b＞",
    "a tag with a zero inside": "<im\x00g src='/etc/passwd'/>",
    "a tag split by marks without width": "<i\u200bmg src='/etc/passwd'/>",
    "an attribute that ends early": "\"'><img src='/etc/passwd'/>",
}

CHILD = """
import io, json, os, resource, sys, time
sys.path.insert(0, os.getcwd())
raw = sys.argv[1] == "raw"
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reports.pdf import canvas  # noqa: F401 - everything the report draws with
from reports.pdf.fonts import COVERAGE
from reports.pdf.styles import BODY
from reports.text import paragraphs
os.chdir(sys.argv[2])
watched, told = [False], []
def watch(event, details):
    if watched[0] and (event in ("open", "os.system", "subprocess.Popen", "os.exec") or event.startswith("socket.")):
        if not (event == "open" and str(details[0]).endswith((".py", ".pyc"))):
            told.append(f"{event} {details[0]!r}"[:200])
sys.addaudithook(watch)
warm = io.BytesIO()
SimpleDocTemplate(warm).build([Paragraph(part, BODY) for part in paragraphs("warm \u4e2d \u2603", COVERAGE)])
for name, text in json.load(sys.stdin).items():
    read, write = os.pipe()
    if os.fork() == 0:
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start, target, error = time.process_time(), io.BytesIO(), ""
        watched[0] = True
        try:
            parts = [text] if raw else paragraphs(text, COVERAGE)
            SimpleDocTemplate(target, pageCompression=0).build([Paragraph(part, BODY) for part in parts])
        except BaseException as problem:
            error = type(problem).__name__
        watched[0] = False
        seconds = time.process_time() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        page = target.getvalue()
        marks = [word for word in ("/URI", "/Launch", "/JavaScript", "/Subtype /Image") if word.encode() in page]
        found = {"name": name, "error": error, "seconds": seconds, "grown": grown, "told": told[:4], "marks": marks}
        os.write(write, json.dumps(found).encode())
        os._exit(0)
    os.close(write)
    answer = b"".join(iter(lambda: os.read(read, 65536), b""))
    os.close(read)
    os.wait()
    print(answer.decode() or json.dumps({"name": name, "error": "died"}), flush=True)
"""


def drawn(folder: Path, mode: str, vectors: dict[str, str]) -> dict[str, dict[str, object]]:
    """What happened to each text when it was drawn, through the gate or raw."""
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", CHILD, mode, str(folder)],
        input=json.dumps(vectors),
        capture_output=True,
        text=True,
        cwd=root,
        check=True,
        timeout=280,
    )
    return {found["name"]: found for found in map(json.loads, run.stdout.splitlines())}


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each text needs a process of its own, made by fork"),
]


@pytest.fixture(scope="module")
def through_the_gate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    return drawn(tmp_path_factory.mktemp("drawn"), "gated", VECTORS)


@pytest.mark.parametrize("name", VECTORS)
def test_through_the_gate_a_text_is_only_drawn(through_the_gate: dict[str, dict[str, object]], name: str) -> None:
    found = through_the_gate[name]
    assert (found["error"], found["told"], found["marks"]) == ("", [], [])


@pytest.mark.parametrize("name", VECTORS)
def test_it_takes_less_than_a_second_and_100_megabytes(
    through_the_gate: dict[str, dict[str, object]], name: str
) -> None:
    found = through_the_gate[name]
    assert float(str(found["seconds"])) < SECOND
    assert float(str(found["grown"])) < MEGABYTES


def test_without_the_gate_the_watch_sees_what_is_obeyed(tmp_path: Path) -> None:
    (tmp_path / PICTURE).write_bytes(b"not a picture")
    wanted = ("a picture by path", "a picture beside us", "a link that is a script", "a tag never closed")
    found = drawn(tmp_path, "raw", {name: VECTORS[name] for name in wanted})
    assert "/etc/passwd" in str(found["a picture by path"]["told"])
    assert PICTURE in str(found["a picture beside us"]["told"])
    assert found["a link that is a script"]["marks"]
    assert found["a tag never closed"]["error"]
