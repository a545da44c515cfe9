"""A report of one page and a whole one, and ways to change a PDF as an attacker would: well-formed to the last byte."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.assessment.evaluate import Evaluation
from questionnaires.library import load_library
from reports.report import draw
from reports.verify import Verification, verify_report

NAME = "D_large_model_moderate_use"


class Forgery:
    """The objects of one of our files as bytes, to be changed and written again with a right table."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.table = int(re.findall(rb"startxref\n(\d+)", data)[-1])
        offsets = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", data[self.table :])]
        bounds = [*sorted(offsets), self.table]
        whole = [data[begin:end] for begin, end in pairwise(bounds)]
        self.head = data[: bounds[0]]
        self.objects = {int(item.split(b" ", 1)[0]): item for item in whole}
        self.trailer = data[data.index(b"trailer", self.table) : data.rindex(b"startxref")]

    def find(self, pattern: bytes) -> list[int]:
        return [number for number, item in self.objects.items() if re.search(pattern, item, re.DOTALL)]

    def pages(self) -> list[int]:
        """Numbers of the objects that hold what is drawn on each page."""
        (tree,) = self.find(rb"/Type /Pages\b")
        kids = re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[(.*?)\]", self.objects[tree], re.DOTALL)[1])  # type: ignore[index]
        return [int(re.search(rb"/Contents (\d+)", self.objects[int(kid)])[1]) for kid in kids]  # type: ignore[index]

    def content(self, number: int) -> bytes:
        return zlib.decompressobj().decompress(self.objects[number].split(b"stream\n", 1)[1])

    def put(self, number: int, content: bytes, level: int = 6) -> None:
        """Replace the data of a stream, and say their new length."""
        packed = zlib.compress(content, level)
        head = self.objects[number].split(b"stream\n", 1)[0]
        head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), head)
        self.objects[number] = head + b"stream\n" + packed + b"\nendstream\nendobj\n"

    def replace(self, number: int, old: bytes, new: bytes) -> None:
        assert old in self.objects[number]
        self.objects[number] = self.objects[number].replace(old, new)

    def attached(self, name: str) -> int:
        (listed,) = self.find(rb"/Filespec.*/UF \(" + name.encode() + rb"\)")
        return int(re.search(rb"/F (\d+) 0 R", self.objects[listed])[1])  # type: ignore[index]

    def edit_json(self, name: str, change: Callable[[Any], None]) -> bytes:
        """Change an attached file, written as canonically as before. Returns its new content."""
        number = self.attached(name)
        data = json.loads(self.content(number))
        change(data)
        content = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        self.put(number, content)
        return content

    def written(self) -> bytes:
        out, places = self.head, {}
        for number, item in self.objects.items():
            places[number] = len(out)
            out += item
        table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        table += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
        return out + table + self.trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)

    def appended(self, objects: Mapping[int, bytes]) -> bytes:
        """The file with a further revision that adds or replaces objects."""
        out, places = self.data, {}
        for number, item in objects.items():
            places[number] = len(out)
            out += b"%d 0 obj\n" % number + item + b"\nendobj\n"
        begin = len(out)
        entries = b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in sorted(places.items()))
        before = re.sub(rb"/Prev \d+\n", b"", self.trailer)
        trailer = before.rstrip().removesuffix(b">>") + b"/Prev %d\n>>\n" % self.table
        return out + b"xref\n" + entries + trailer + b"startxref\n%d\n%%%%EOF\n" % begin

    def body(self, number: int) -> bytes:
        """An object without its number and end, to be appended again."""
        return self.objects[number].split(b"obj\n", 1)[1].rsplit(b"\nendobj", 1)[0]

    def signed(self, *, box: bytes = b"[ 0 0 0 0 ]", page: bytes = b"", catalog: bytes = b"") -> bytes:
        """The file with the parts a signing program appends. box: where the signature is drawn."""
        (first,) = self.find(rb"\A\d+ 0 obj\n<<\n/Contents %d 0 R" % self.pages()[0])
        (root,) = self.find(rb"/Type /Catalog\b")
        form, field, signature = (max(self.objects) + step for step in (1, 2, 3))
        note = b"/Annots [ %d 0 R ] " % field
        return self.appended(
            {
                first: self.body(first).removesuffix(b">>") + note + page + b">>",
                root: self.body(root).removesuffix(b">>") + b"/AcroForm %d 0 R " % form + catalog + b">>",
                form: b"<< /Fields [ %d 0 R ] /SigFlags 3 >>" % field,
                field: b"<< /FT /Sig /T (Signature1) /Type /Annot /Subtype /Widget /F 132 /Rect %s " % box
                + b"/P %d 0 R /V %d 0 R >>" % (first, signature),
                signature: b"<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 30] /Contents <00AB> >>",
            }
        )


@pytest.fixture(scope="session")
def one_page(worked: dict[str, Evaluation]) -> bytes:
    """A report of one page, as written."""
    return draw(worked[NAME], load_library(), edition="one-page").content


@pytest.fixture(scope="session")
def whole(worked: dict[str, Evaluation]) -> bytes:
    """A whole report, as written."""
    return draw(worked[NAME], load_library()).content


@pytest.fixture
def forge() -> type[Forgery]:
    """Takes a file apart, to be changed."""
    return Forgery


@pytest.fixture
def check(tmp_path: Path) -> Callable[[bytes], Verification]:
    """Verifies a file of these bytes."""

    def verify(data: bytes) -> Verification:
        path = tmp_path / "report.pdf"
        path.write_bytes(data)
        return verify_report(path)

    return verify
