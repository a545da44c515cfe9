"""The documentation builds without a complaint, and its pages ask nothing of another computer."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging" / "docs"))

import facts  # noqa: E402
import guide_pictures  # noqa: E402

MOST_DIFFERENCE = 3.0
"""Between a picture and its copy with fewer colours, of 255."""
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
        for target in re.findall(r"\]\(([^)]+)\)", text):
            shipped = (ROOT / "desktop_app" / "help" / target.partition("#")[0]).is_file()
            assert shipped, f"{name} links to {target}"


def test_the_guides_show_the_same_pictures_inside_the_program_and_on_the_pages() -> None:
    for name in guide_pictures.named():
        shipped = Image.open(ROOT / "desktop_app" / "help" / "pictures" / name).convert("RGB")
        assert difference(shipped, guide_pictures.smaller(ROOT / "docs" / "pictures" / name)) < MOST_DIFFERENCE, (
            f"{name}: python packaging/docs/guide_pictures.py makes it anew"
        )


def test_another_picture_is_seen() -> None:
    one, other = (guide_pictures.smaller(ROOT / "docs" / "pictures" / name) for name in ("risk.png", "verdict.png"))
    assert difference(one, other) > 2 * MOST_DIFFERENCE


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures of one size are apart on the average, of 255."""
    return float(ImageStat.Stat(ImageChops.difference(one, other).convert("L")).mean[0])


def test_every_benchmark_has_its_place_on_the_page() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    for path in (ROOT / "tests" / "benchmarks").glob("*.py"):
        if path.stem != "__init__" and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))):
            assert f"## {path.stem}\n" in page, "python packaging/docs/benchmarks.py writes the page"
            assert f"| `python -m tests.benchmarks.{path.stem}` |" in page.partition("\n## ")[0], path.stem


def test_the_page_of_figures_is_that_of_the_data_file() -> None:
    assert (ROOT / "docs" / "facts.md").read_text(encoding="utf-8") == facts.page(), "python packaging/docs/facts.py"


def test_the_readme_shows_pictures_that_are_there() -> None:
    for text in (ROOT / "README.md", ROOT / "docs" / "index.md"):
        for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text.read_text(encoding="utf-8")):
            assert (text.parent / picture).is_file(), picture
