"""Every trick a file can try is refused in one sentence that says which."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable

import pytest

from core.audit.exchange.container import MAX_PARTS, pack, unpack
from core.audit.exchange.file import package_bytes, parse_package
from core.audit.exchange.package import Package
from questionnaires.errors import UnusableInputError

Parts = dict[str, bytes]


@pytest.fixture
def parts(package: Package) -> Parts:
    return unpack(package_bytes(package), "audit.headwater")


def refused(content: bytes, words: str) -> None:
    """It is refused in one sentence that names the file and holds these words."""
    with pytest.raises(UnusableInputError) as found:
        parse_package(content, "audit.headwater")
    sentence = str(found.value)
    assert sentence.startswith("audit.headwater")
    assert sentence.endswith(".")
    assert re.search(words, sentence), sentence
    assert len(sentence.splitlines()) == 1
    assert len(sentence) < 300


def listed(parts: Parts, **changed: bytes) -> Parts:
    """The parts with some changed, and a list of contents that agrees."""
    parts = parts | {name.replace("_", "."): content for name, content in changed.items()}
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"] = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in parts.items()
        if name not in ("mimetype", "manifest.json")
    }
    return parts | {"manifest.json": written(manifest)}


def written(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def audit_with(parts: Parts, change: Callable[[dict], object]) -> Parts:
    audit = json.loads(parts["audit.json"])
    change(audit)
    return listed(parts, audit_json=written(audit))


def zipped(entries: list[tuple[zipfile.ZipInfo | str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip as any other program would write it."""
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w", compression) as container:
        warnings.simplefilter("ignore")  # it warns of a name that is there twice
        for entry, data in entries:
            container.writestr(entry, data)
    return content.getvalue()


def test_the_means_of_these_tests_make_a_file_that_is_accepted(parts: Parts, package: Package) -> None:
    assert parse_package(pack(listed(parts)), "audit.headwater").document == package.document


@pytest.mark.parametrize("content", [b"", b"just words", b"%PDF-1.7 ...", b"\x00" * 5000])
def test_what_is_no_zip(content: bytes) -> None:
    refused(content, "not a Headwater package")


def test_another_kind_of_zip() -> None:
    refused(pack({"[Content_Types].xml": b"<x/>"}), "not a Headwater package")


def test_a_zip_with_another_mimetype(parts: Parts) -> None:
    refused(pack(parts | {"mimetype": b"application/epub+zip"}), "not a Headwater package")


@pytest.mark.parametrize("left", [4, 30, 2000, -1, -21, -22, -300])
def test_a_truncated_file(parts: Parts, left: int) -> None:
    refused(pack(parts)[:left], "cut off")


def test_data_behind_the_end(parts: Parts) -> None:
    refused(pack(parts) + b"more", "goes on behind its end")


def test_data_in_front(parts: Parts) -> None:
    refused(b"#!/bin/sh\n" + pack(parts), "in front of the package")


def test_a_package_in_front_of_a_package(parts: Parts) -> None:
    refused(pack(parts) + pack(parts), "bytes that do not belong")


def test_a_comment_at_the_end(parts: Parts) -> None:
    content = io.BytesIO(pack(parts))
    with zipfile.ZipFile(content, "a") as container:
        container.comment = b"see you"
    refused(content.getvalue(), "behind its end")


@pytest.mark.parametrize("name", ["../evil", "files/../../evil", "files\\..\\evil", ".."])
def test_a_name_that_leads_out(parts: Parts, name: str) -> None:
    refused(pack(listed(parts | {name: b"x"})), "leads out of the package")


@pytest.mark.parametrize("name", ["/etc/evil", "\\\\server\\share", "C:evil", "c:\\evil"])
def test_an_absolute_name(parts: Parts, name: str) -> None:
    refused(pack(listed(parts | {name: b"x"})), "a place on a computer")


def test_a_link(parts: Parts) -> None:
    link = zipfile.ZipInfo("files/" + "0" * 64)
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    refused(zipped([*parts.items(), (link, b"/etc/passwd")]), "it is a link")


def test_a_name_that_is_there_twice(parts: Parts) -> None:
    refused(zipped([*parts.items(), ("audit.json", b"{}")]), "there twice")


def test_names_that_differ_by_case(parts: Parts) -> None:
    refused(pack(listed(parts | {"AUDIT.json": b"{}"})), "by case only")


def test_an_encrypted_part(parts: Parts) -> None:
    content = bytearray(pack(parts))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    refused(bytes(content), "locked with a password")


@pytest.mark.parametrize("size", [5, 1_000_000])
@pytest.mark.parametrize("both", [False, True])
def test_a_part_that_lies_about_its_size(parts: Parts, size: int, both: bool) -> None:
    content = bytearray(pack(parts))
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, size)
    if both:
        struct.pack_into("<I", content, central + 20, size)
    refused(bytes(content), "says a wrong size|larger than the file|do not belong|is damaged")


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = zipped([("audit.json", bytes(150_000_000))], zipfile.ZIP_DEFLATED)
    assert len(bomb) < 200_000
    tracemalloc.start()
    refused(bomb, "unpack to more than the 50 MB")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_bomb_below_the_limit_and_one_that_lies_are_refused_too() -> None:
    bomb = zipped([("audit.json", bytes(40_000_000))], zipfile.ZIP_DEFLATED)
    refused(bomb, "compressed, so another program packed")
    refused(bomb.replace(struct.pack("<I", 40_000_000), struct.pack("<I", 1000)), "compressed")


def test_parts_that_lie_over_each_other(parts: Parts) -> None:
    """Many names for the same bytes: small file, large content, and no compression."""
    content = pack(parts | {"files/" + "0" * 64: bytes(400_000)})
    start = content.index(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    entry = content[content.rindex(b"PK\x01\x02", start, end) : end]
    copies = [entry.replace(b"history.jsonl", f"{number:013}".encode()) for number in range(500)]
    central = content[start:end] + b"".join(copies)
    count = content[start:end].count(b"PK\x01\x02") + 500
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(central), start, 0)
    refused(content[:start] + central + tail, "larger than the file|is damaged|do not belong")


def test_too_many_parts(parts: Parts) -> None:
    many = {f"files/{number:064x}": b"" for number in range(MAX_PARTS)}
    refused(pack(parts | many), "more than the 2000 allowed")


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_that_was_packed_again(parts: Parts, compression: int) -> None:
    refused(zipped(list(parts.items()), compression), "another program packed this file again")


def test_an_unknown_part(parts: Parts) -> None:
    refused(pack(parts | {"notes.txt": b"x"}), "not in the list of contents")
    refused(pack(listed(parts | {"notes.txt": b"x"})), "does not belong to this audit")


def test_a_file_of_no_evidence(parts: Parts) -> None:
    content = b"x"
    refused(pack(listed(parts | {"files/" + hashlib.sha256(content).hexdigest(): content})), "does not belong")


def test_a_changed_file_of_evidence(parts: Parts) -> None:
    name = next(name for name in parts if name.startswith("files/"))
    refused(pack(parts | {name: parts[name] + b"!"}), "changed after the file was made")
    refused(pack(listed(parts | {name: parts[name] + b"!"})), "not what its name says")


def test_a_wrong_hash(parts: Parts) -> None:
    refused(pack(parts | {"audit.json": parts["audit.json"].replace(b'"grade":1', b'"grade":4')}), "do not rely on it")


@pytest.mark.parametrize("name", ["audit.json", "history.jsonl", "manifest.json", "mimetype"])
def test_a_part_that_is_missing(parts: Parts, name: str) -> None:
    refused(pack({other: content for other, content in parts.items() if other != name}), "missing|not a Headwater")


def test_a_package_without_its_audit(parts: Parts) -> None:
    del parts["audit.json"]
    refused(pack(listed(parts)), "'audit.json': it is missing")


def test_a_newer_format(parts: Parts) -> None:
    manifest = json.loads(parts["manifest.json"]) | {"version": 2, "colour": "red"}
    refused(pack(parts | {"manifest.json": written(manifest), "later.bin": b""}), "newer Headwater made it .format 2")


@pytest.mark.parametrize("version", [0, -1, "1", None, 1.5, [1]])
def test_a_format_that_is_no_number(parts: Parts, version: object) -> None:
    manifest = json.loads(parts["manifest.json"]) | {"version": version}
    refused(pack(parts | {"manifest.json": written(manifest)}), "version")


@pytest.mark.parametrize("data", [[], "x", 5, None, {"format": "headwater-audit"}, {"format": "other"}])
def test_a_list_of_contents_that_is_none(parts: Parts, data: object) -> None:
    refused(pack(parts | {"manifest.json": written(data)}), "manifest.json")


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_not_a_number(parts: Parts, word: bytes) -> None:
    audit = parts["audit.json"].replace(b'"seed":', b'"sim_inputs":{"x":' + word + b'},"seed":')
    refused(pack(listed(parts, audit_json=audit)), "which is not a number")


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 5000 + b"1" + b"}" * 5000]
)
def test_huge_nesting(parts: Parts, content: bytes) -> None:
    refused(pack(listed(parts, audit_json=content)), "nested more than 32")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[]", "keys and values"),
        (b"{", "not valid JSON"),
        (b"", "not valid JSON"),
        ("{}".encode("utf-16"), "not text in UTF-8"),
        (b'{"a":1,"a":2}', "edited with another program"),
        (b'{ "a": 1 }', "edited with another program"),
        (b'{"a":1e999}', "not valid JSON"),
        (b'{"a":' + b"9" * 1_000_000 + b"}", "not valid JSON"),
        (b'{"a":"\\ud800"}', "not valid JSON"),
    ],
)
def test_an_audit_that_is_not_our_json(parts: Parts, content: bytes, words: str) -> None:
    refused(pack(listed(parts, audit_json=content)), words)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda audit: audit["answers"]["MS-01"].update(grade=9), "MS-01"),
        (lambda audit: audit["answers"]["MS-01"].update(grade=["A"]), "MS-01"),
        (lambda audit: audit["answers"]["MS-01"].update(text=5), "MS-01"),
        (lambda audit: audit["answers"]["MS-01"].update(text="x" * 1_000_000), "MS-01"),
        (lambda audit: audit["answers"].update({"MS-02": None}), "MS-02"),
        (lambda audit: audit["answers"]["MS-01"].update(evidence=["none"]), "not in the audit's list"),
        (lambda audit: audit.update(colour="red"), "colour"),
        (lambda audit: audit.pop("vendor"), "vendor"),
    ],
)
def test_an_audit_that_breaks_its_own_rules(parts: Parts, change: Callable[[dict], object], words: str) -> None:
    refused(pack(audit_with(parts, change)), words)


@pytest.mark.parametrize("line", [b"{}\n", b"[]\n", b"\n", b"not json\n"])
def test_a_line_of_history_that_is_none(parts: Parts, line: bytes) -> None:
    refused(pack(listed(parts, history_jsonl=parts["history.jsonl"] + line)), "history.jsonl', line 17")
