"""``headwater training-data`` at a terminal and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.command_line import main


def test_examples_are_counted_by_batch_and_by_who_wrote_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"letter": f"Letter {n} of many.", "author": "machine" if n % 4 == 0 else "human_verified", "round": n // 10}
        for n in range(20)
    ]
    path = tmp_path / "letters.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    named = ["--text", "letter", "--provenance", "author", "--batch", "round", "--seed", "1"]
    assert main(["training-data", str(path), *named, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [batch["counts"]["machine_known"] for batch in found["batches"]] == [3, 2]
    assert found["machine_share"] == [0.25, 0.25]
    assert found["anchors"] == 7
    assert found["anchors_everywhere"] == 0.0
    assert main(["training-data", str(path), *named]) == 0
    assert "Of 20 examples a machine wrote 25 %" in capsys.readouterr().out
