"""Every command and every piece of Python in the README and the documentation is run as it stands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "desktop_app" / "help").glob("*.md")),
)
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SET_UP = ("python3 dev.py run", "python3 dev.py test")
"""What a fresh checkout is set up and tested with; the second one would run this test."""

RUNNER = """
import json, re, shlex, sys
from contextlib import redirect_stdout
from io import StringIO
from desktop_app.command_line import main

def headwater(line):
    said = StringIO()
    with redirect_stdout(said):
        code = main(["--data-dir", "workspace", *shlex.split(line)[1:]])
    return code, said.getvalue()

def with_a_real_id(line):
    if "AUD-20261120-1f0c3a" not in line:
        return line
    audits = json.loads(headwater("headwater audit list --json")[1])["audits"]
    return line.replace("AUD-20261120-1f0c3a", audits[0]["id"])

headwater("headwater audit new --vendor V --product P --auditor A --stakes S2 --lane A"
    " --pack meeting_screen --pack training_data")
for language, text in json.load(sys.stdin):
    if language == "python":
        exec(compile(text, "block", "exec"), {})
        continue
    for line in text.splitlines():
        code, said = headwater(with_a_real_id(line.strip()))
        if code:
            sys.exit(f"{line.strip()} ended with {code}: {said[-500:]}")
"""


def blocks(page: Path) -> list[tuple[str, str]]:
    """The language and the text of every block that a reader would run."""
    found = [(match[1], match[2]) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]
    return [(language, text) for language, text in found if language in ("sh", "python")]


def test_every_block_says_what_it_is_or_is_one_of_the_two_set_up_commands() -> None:
    for page in PAGES:
        for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
            if match[1] not in ("sh", "python", "text", "yaml"):
                lines = [line.strip() for line in match[2].splitlines() if line.strip()]
                assert all(line in SET_UP for line in lines), f"{page.name}: {match[2]}"
    assert sum(len(blocks(page)) for page in PAGES) > 15


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the files that the pages speak of."""
    for folder in ("questionnaires", "docs", "tests"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    texts = [f"Letter {number} to the client about file {number * 7} and its terms of payment." for number in range(12)]
    outputs = [json.dumps({"prompt": f"p{number % 3}", "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "outputs.jsonl").write_text("\n".join(outputs))
    (tmp_path / "our_letters.txt").write_text("\n\n".join(texts))
    (tmp_path / "our_own_letters.txt").write_text("\n\n".join(texts))
    (tmp_path / "count.pdf").write_bytes(b"%PDF-1.4")
    pack = (ROOT / "questionnaires" / "packs" / "meeting_screen.yaml").read_text(encoding="utf-8")
    (tmp_path / "my_pack.yaml").write_text(pack)
    return tmp_path


def run_blocks(found: list[tuple[str, str]], desk: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUNNER], input=json.dumps(found), cwd=desk, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: page.stem)
def test_what_a_page_tells_a_reader_to_run_works(page: Path, desk: Path) -> None:
    run = run_blocks(blocks(page), desk)
    assert run.returncode == 0, run.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize(
    "block", [("sh", "headwater assess not_there.yaml"), ("sh", "headwater go"), ("python", "1/0")]
)
def test_a_block_that_does_not_work_is_seen(block: tuple[str, str], desk: Path) -> None:
    assert run_blocks([block], desk).returncode != 0
