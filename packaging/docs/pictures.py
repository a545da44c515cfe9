"""Take the pictures that the README and the documentation show: python packaging/docs/pictures.py.

The windows are those of tests/desktop_app/pictures.py; the owner's page is drawn from the report of a worked audit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
AUDIT = ROOT / "questionnaires" / "examples" / "B_evasive_vendor.yaml"

SHOWN = {
    "3-question-TD-2.01-light.png": "question.png",
    "4-evidence-A-light.png": "evidence.png",
    "6-risk-B-light.png": "risk.png",
    "7-verdict-B-light.png": "verdict.png",
    "7-meeting-B-light.png": "meeting.png",
    "8-letters-B-light.png": "letters.png",
}
"""The picture of the test, and its name in the documentation."""
OWNERS_PAGE = 0
SCALE = 1.4


def main() -> int:
    """Replace every picture."""
    with tempfile.TemporaryDirectory() as name:
        taken = Path(name)
        script = ROOT / "tests" / "desktop_app" / "pictures.py"
        subprocess.run([sys.executable, str(script), str(taken)], cwd=ROOT, check=True)
        for picture, shown in SHOWN.items():
            shutil.copy(taken / picture, PICTURES / shown)
        report = taken / "report.pdf"
        command = [sys.executable, "-m", "desktop_app", "report", str(AUDIT), "--pdf", str(report), "--edition"]
        subprocess.run([*command, "one-page"], cwd=ROOT, check=True)
        page = pypdfium2.PdfDocument(report)[OWNERS_PAGE]
        page.render(scale=SCALE).to_pil().save(PICTURES / "owners-page.png", optimize=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
