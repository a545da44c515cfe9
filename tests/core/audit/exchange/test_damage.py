"""A damaged package is refused in one sentence, or holds exactly what was sent; never anything else."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Callable

import pytest

from core.audit.exchange.file import package_bytes, parse_package
from core.audit.exchange.package import Package
from questionnaires.errors import UnusableInputError

Damage = Callable[[bytes, random.Random], bytes]


def flip(content: bytes, chance: random.Random) -> bytes:
    """From one to twenty bits turned over."""
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 3, 20))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(content: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return content[: chance.randrange(len(content))]


def drop(content: bytes, chance: random.Random) -> bytes:
    """A stretch in the middle is missing."""
    start = chance.randrange(len(content) - 1)
    return content[:start] + content[start + chance.randint(1, 600) :]


def swap(content: bytes, chance: random.Random) -> bytes:
    """Two stretches of the same length changed places."""
    length = chance.randint(1, 200)
    first, second = sorted(chance.sample(range(0, len(content) - length, length), 2))
    one, two = content[first : first + length], content[second : second + length]
    return content[:first] + two + content[first + length : second] + one + content[second + length :]


def zero(content: bytes, chance: random.Random) -> bytes:
    """A sector of zeros."""
    start = chance.randrange(len(content) - 512)
    return content[:start] + bytes(512) + content[start + 512 :]


def verdict(content: bytes, sent: Package) -> str:
    """What became of a damaged file. Anything but our one error passes through and fails the test."""
    try:
        found = parse_package(content, "audit.headwater")
    except UnusableInputError as error:
        sentence = str(error)
        one = sentence.startswith("audit.headwater") and sentence.endswith(".") and len(sentence.splitlines()) == 1
        return "refused" if one else "NOT ONE SENTENCE"
    same = (found.document, found.history, found.files) == (sent.document, sent.history, sent.files)
    return "identical" if same else "DIFFERENT"


@pytest.mark.parametrize(
    "files", [pytest.param(100, marks=pytest.mark.slow), pytest.param(1000, marks=pytest.mark.soak)]
)
@pytest.mark.parametrize("damage", [flip, cut, drop, swap, zero])
def test_no_damaged_file_is_taken_for_another_audit(package: Package, damage: Damage, files: int) -> None:
    content = package_bytes(package)
    chance = random.Random(20)
    found = Counter(verdict(damage(content, chance), package) for _ in range(files))
    print(f"\n{files} files damaged by {damage.__name__}: {dict(found)}")
    assert found["DIFFERENT"] == found["NOT ONE SENTENCE"] == 0
    assert found["refused"] >= 0.95 * files


@pytest.mark.slow
def test_a_package_cut_at_any_byte_is_refused(package: Package) -> None:
    content = package_bytes(package)
    for end in range(len(content)):
        assert verdict(content[:end], package) == "refused", end


def test_every_bit_of_the_last_and_first_bytes_counts(package: Package) -> None:
    """The ends of a container are where readers of zip files are most forgiving."""
    content = package_bytes(package)
    for place in [*range(50), *range(len(content) - 70, len(content))]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        assert verdict(bytes(damaged), package) == "refused", place


def naive_audit(content: bytes) -> object:
    """A reader that believes what it finds: no hashes, no checksums, no comparison."""
    with zipfile.ZipFile(io.BytesIO(content)) as container, container.open("audit.json") as part:
        part._expected_crc = None
        return json.loads(part.read())


def test_the_damage_matters_since_a_naive_reader_takes_other_content(package: Package) -> None:
    content = package_bytes(package)
    sent = naive_audit(content)
    chance = random.Random(20)
    fooled = 0
    for damaged in (flip(content, chance) for _ in range(200)):
        try:
            fooled += naive_audit(damaged) != sent
        except (zipfile.BadZipFile, ValueError, KeyError, OSError, NotImplementedError):
            continue
        assert verdict(damaged, package) == "refused"
    assert fooled >= 20
