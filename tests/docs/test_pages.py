"""The documentation builds without a complaint, and its pages ask nothing of another computer."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FROM_ELSEWHERE = re.compile(r"""<(?:script|link|img|iframe|source)[^>]*?(?:src|href)=["']?(?:https?:)?//[^"' >]+""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    command += ["-f", "packaging/docs/mkdocs.yml", "-d", str(out)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return out


def fetched(html: str) -> list[str]:
    """What a page would fetch from another computer; a link to click on is not fetched."""
    return [found for found in FROM_ELSEWHERE.findall(html) if 'rel="canonical"' not in found]


@pytest.mark.slow
def test_the_pages_fetch_nothing_from_another_computer(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 12
    for page in pages:
        assert fetched(page.read_text(encoding="utf-8")) == [], page
    for style in site.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", style.read_text(encoding="utf-8")), style


def test_a_page_that_fetches_something_is_seen() -> None:
    assert fetched('<script src="https://example.org/a.js"></script>')
    assert fetched("<link rel=stylesheet href=//example.org/a.css>")
    assert not fetched('<a href="https://example.org">a link</a>')


@pytest.mark.slow
def test_every_guide_inside_the_program_is_a_page(site: Path) -> None:
    for guide in (ROOT / "desktop_app" / "help").glob("*.md"):
        assert (site / f"{guide.stem}.html").exists(), guide


def test_guides_link_only_to_each_other_and_show_nothing_that_is_not_shipped() -> None:
    guides = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "desktop_app" / "help").glob("*.md")}
    assert {"quick-start.md", "meeting.md", "consultants.md"} <= set(guides)
    for name, text in guides.items():
        assert text.startswith("# "), name
        assert "![" not in text, name
        for target in re.findall(r"\]\(([^)]+)\)", text):
            assert target.partition("#")[0] in guides, f"{name} links to {target}"


def test_every_benchmark_has_its_place_on_the_page() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    for path in (ROOT / "tests" / "benchmarks").glob("*.py"):
        if path.stem != "__init__" and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))):
            assert f"## {path.stem}\n" in page, "python packaging/docs/benchmarks.py writes the page"


def test_the_readme_shows_pictures_that_are_there() -> None:
    for text in (ROOT / "README.md", ROOT / "docs" / "index.md"):
        for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text.read_text(encoding="utf-8")):
            assert (text.parent / picture).is_file(), picture
