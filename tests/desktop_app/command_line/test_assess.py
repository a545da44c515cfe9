"""What ``headwater assess`` says beyond the verdict: the meeting, the change, the step down and the advice."""

from __future__ import annotations

import json

from desktop_app.command_line import main
from questionnaires.library import EXAMPLES

MEETING = str(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")


def test_scripts_read_how_a_meeting_ended_and_what_would_change_it(capsys) -> None:
    assert main(["assess", MEETING, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    meeting = found["meeting"]
    assert [len(meeting[part]) for part in ("answered", "promised", "dodged", "not_known", "not_asked")] == [
        4,
        1,
        7,
        3,
        0,
    ]
    assert found["what_would_lower_it"]["verdict"] == "NOT_DEFENSIBLE"
    answers = {one["question"]: one for one in found["what_would_change_it"]["answers"]}
    assert answers["MS-06"]["letter"].startswith("When the model is retrained")
    assert {advice["kind"] for advice in found["advice"]} == {"check", "avoid"}


def test_an_audit_beyond_the_meeting_has_no_meeting_outcome(capsys) -> None:
    assert main(["assess", str(EXAMPLES / "A_strong_vendor.yaml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["meeting"] is None


def test_a_person_reads_the_counts_before_the_reading(capsys) -> None:
    assert main(["assess", MEETING]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Meeting     Of 15 questions 4 answered, 1 promised, 7 dodged, 3 not known."
    assert lines[2] == "Reading     Yellow flag (provisional)"
    assert "How to use it" in lines
