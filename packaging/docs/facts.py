"""Write docs/facts.md from questionnaires/rules/facts.yaml: python packaging/docs/facts.py."""

from __future__ import annotations

from pathlib import Path

from questionnaires.facts import SHIPPED, read_facts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "facts.md"
BASIS = {"read": "read at the source", "reported": "reported by others", "own": "own work"}


def page() -> str:
    """The whole page."""
    file = read_facts(SHIPPED)
    lines = [
        "# Figures that are often quoted wrongly",
        "",
        "What is said, what the source says, and what is used here instead. Looked at on "
        f"{file.as_of.isoformat()}; `python packaging/docs/facts.py` makes this page from `questionnaires/rules/facts.yaml`.",
        "",
        "| Often quoted | What the source says | Used here | Source |",
        "|---|---|---|---|",
    ]
    for fact in file.facts.values():
        dated = f", {fact.date.isoformat()}" if fact.date else ""
        cells = (fact.claim, fact.says, fact.instead, fact.source if fact.basis == "not_found" else f"{fact.source}{dated} ({BASIS[fact.basis]})")
        lines.append("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
