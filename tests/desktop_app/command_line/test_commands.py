"""The command line: what scripts rely on, what people read, and what happens to input that cannot be used."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.command_line import build_parser, main
from questionnaires.library import EXAMPLES, FOLDER

AUDITS = {path.name.split("_")[0]: path for path in EXAMPLES.glob("*.yaml")}
VERDICTS = {
    "A": ("DEFENSIBLE", False, False),
    "B0": ("YELLOW_FLAG", True, False),
    "B": ("NOT_DEFENSIBLE", True, False),
    "C": ("NOT_DEFENSIBLE", False, False),
    "D": ("CONDITIONAL", False, True),
}


def run_json(capsys, *arguments: str) -> dict:
    """Run a command with --json: its code must be 0 and its output one JSON object and nothing else."""
    assert main([*arguments, "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return json.loads(out)


@pytest.mark.parametrize("letter", VERDICTS)
def test_the_worked_audits_get_their_verdicts(letter, capsys) -> None:
    found = run_json(capsys, "assess", str(AUDITS[letter]))
    assert (found["verdict"], found["provisional"], found["compensated"]) == VERDICTS[letter]
    assert 0 <= found["disclosure"] <= found["disclosure_if_promises_kept"] <= 1
    assert 0 <= found["coverage"] <= 1


def test_assess_speaks_to_a_person(capsys) -> None:
    assert main(["assess", str(AUDITS["B"])]) == 0
    out = capsys.readouterr().out
    assert "Not defensible (provisional)" in out
    assert "unquantified" in out
    assert "adverse case" in out


def test_risk_has_the_keys_scripts_rely_on(capsys) -> None:
    found = run_json(capsys, "risk", str(AUDITS["C"]), "--seed", "5", "--draws", "2000")
    for gauge in (found["rare_case"], found["general"]):
        low, high = gauge["interval"]
        assert 0 <= low <= gauge["probability"] <= high <= 1
        assert set(gauge) == {"probability", "interval", "adverse", "band"}
    for spread in ("tail_coverage", "variance_retained", "error_mass"):
        assert found[spread]["p05"] <= found[spread]["p50"] <= found[spread]["p95"]
    assert sum(found["stages"].values()) == pytest.approx(1)
    assert found["seed"] == 5
    assert isinstance(found["quantified"], bool)
    assert found["sentence"]


def test_contradictory_answers_are_reported_with_both_claims(tmp_path, capsys) -> None:
    old = "value: {pretraining: {low: 2, best: 8, high: 15}, later_training: {low: 68, best: 72, high: 76}}"
    path = damaged(tmp_path, old, "value: {pretraining: {best: 0}, later_training: {best: 0}}")
    found = run_json(capsys, "risk", str(path), "--draws", "500")["contradictions"]
    assert {"TD-2.01", "TD-2.05"} in [{pair["question_a"], pair["question_b"]} for pair in found]
    assert all(pair["claim_a"] and pair["claim_b"] and pair["sentence"] for pair in found)
    assert run_json(capsys, "risk", str(AUDITS["A"]), "--draws", "500")["contradictions"] == []


def test_a_parameter_file_of_ones_own_is_said_to_be_used(tmp_path, capsys) -> None:
    from core.risk import parameters

    shipped = Path(parameters.__file__).with_name("parameters.yaml").read_text()
    own = tmp_path / "own.yaml"
    own.write_text(shipped)
    same = run_json(capsys, "risk", str(AUDITS["C"]), "--draws", "500", "--parameters", str(own))
    assert same["custom_parameters"] is False
    own.write_text("version: 1\n")
    assert main(["risk", str(AUDITS["C"]), "--parameters", str(own)]) == 2
    assert capsys.readouterr().err.startswith("own.yaml")


def test_other_practices_are_compared_and_not_stored(capsys) -> None:
    found = run_json(
        capsys, "risk", str(AUDITS["C"]), "--draws", "500", "--what-if", "regime=accumulate", "anchors=5000"
    )
    assert found["what_if"]["changed"]["early"] < found["what_if"]["stated"]["early"]
    assert [move["parameter"] for move in found["what_if"]["moved"]] == ["regime", "anchors"]


@pytest.mark.parametrize("wrong", ["regime", "regime=sideways", "colour=red", "anchors=-3"])
def test_a_practice_that_cannot_be_is_refused(wrong, capsys) -> None:
    assert main(["risk", str(AUDITS["C"]), "--draws", "500", "--what-if", wrong]) == 2
    assert capsys.readouterr().err.startswith("--what-if")


@pytest.mark.slow
def test_the_change_that_would_lower_the_risk_is_found(capsys) -> None:
    found = run_json(capsys, "risk", str(AUDITS["C"]), "--draws", "500", "--what-would-change")
    change = found["what_would_change"]
    assert change["practices"][0]["after"] < change["before"]
    assert change["sentence"]


def test_the_same_seed_gives_the_same_risk(capsys) -> None:
    arguments = ("risk", str(AUDITS["B"]), "--seed", "11", "--draws", "1000")
    assert run_json(capsys, *arguments) == run_json(capsys, *arguments)


def test_simulate_reports_theory_beside_the_mean(capsys) -> None:
    arguments = ("simulate", "gaussian", "--samples", "100", "--rounds", "5", "--trajectories", "500", "--seed", "3")
    found = run_json(capsys, *arguments, "--estimator", "mle")
    assert found["rounds"] == [1, 2, 3, 4, 5]
    assert found["theory"]["variance"][-1] == pytest.approx(0.99**5)
    assert len(found["mean"]["variance"]) == len(found["standard_error"]["variance"]) == 5


def test_simulate_draws_what_it_found(tmp_path, capsys) -> None:
    plot = tmp_path / "gaussian.svg"
    arguments = ("simulate", "gaussian", "--rounds", "5", "--trajectories", "200", "--seed", "3", "--plot", str(plot))
    assert run_json(capsys, *arguments)["seed"] == 3
    assert plot.read_text().startswith("<svg")


def test_a_plot_that_cannot_be_written_is_said(tmp_path, capsys) -> None:
    plot = tmp_path / "no" / "plot.svg"
    assert main(["simulate", "gaussian", "--rounds", "3", "--trajectories", "50", "--plot", str(plot)]) == 2
    captured = capsys.readouterr()
    assert "plot.svg" in captured.err
    assert captured.out == ""


def test_simulate_list_names_each_system_with_its_options(capsys) -> None:
    found = run_json(capsys, "simulate", "list")
    assert {"gaussian", "categorical"} <= {system["name"] for system in found["systems"]}
    assert all({"name", "quantities", "options", "source"} <= set(system) for system in found["systems"])


def test_pack_list_and_check(capsys) -> None:
    assert len(run_json(capsys, "pack", "list")["packs"]) == 5
    shipped = FOLDER / "packs" / "training_data.yaml"
    assert run_json(capsys, "pack", "check", str(shipped)) == {"problems": []}


def test_pack_check_fails_with_one_line_for_each_problem(tmp_path, capsys) -> None:
    text = (FOLDER / "packs" / "meeting_screen.yaml").read_text().replace("S-OWNER", "S-NOBODY", 1)
    (tmp_path / "mine.yaml").write_text(text)
    assert main(["pack", "check", str(tmp_path / "mine.yaml")]) == 1
    said = capsys.readouterr().out
    assert said.startswith("mine.yaml, MS-01: there is no source S-NOBODY; choose one that there is, such as S-")


def test_report_writes_a_pdf_and_says_its_hash(tmp_path, capsys) -> None:
    out = tmp_path / "report.pdf"
    found = run_json(capsys, "report", str(AUDITS["D"]), "--pdf", str(out))
    assert out.read_bytes().startswith(b"%PDF-")
    assert found["path"] == str(out)
    assert found["pages"] > 3
    assert len(found["sha256"]) == 64


def test_the_one_page_edition_has_one_page(tmp_path, capsys) -> None:
    out = tmp_path / "page.pdf"
    assert run_json(capsys, "report", str(AUDITS["D"]), "--pdf", str(out), "--edition", "one-page")["pages"] == 1


def test_further_copies_are_written_beside_the_report(tmp_path, capsys) -> None:
    copies = [tmp_path / f"audit{ending}" for ending in (".docx", ".xlsx", ".json")]
    found = run_json(capsys, "report", str(AUDITS["D"]), "--pdf", str(tmp_path / "a.pdf"), "--also", *map(str, copies))
    assert found["also"] == [str(copy) for copy in copies]
    assert all(copy.stat().st_size > 1000 for copy in copies)
    assert main(["report", str(AUDITS["D"]), "--pdf", str(tmp_path / "b.pdf"), "--also", str(tmp_path / "b.odt")]) == 2
    assert "b.odt" in capsys.readouterr().err
    assert not (tmp_path / "b.pdf").exists()


def test_a_report_says_which_answers_cannot_both_be_true(tmp_path, capsys) -> None:
    old = "value: {pretraining: {low: 2, best: 8, high: 15}, later_training: {low: 68, best: 72, high: 76}}"
    path = damaged(tmp_path, old, "value: {pretraining: {best: 0}, later_training: {best: 0}}")
    out = tmp_path / "report.pdf"
    assert main(["report", str(path), "--pdf", str(out)]) == 0
    with pypdfium2.PdfDocument(out) as pdf:
        text = " ".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    assert "Answers that cannot both be true" in text


@pytest.mark.slow
def test_the_demo_writes_a_report_for_each_worked_audit(tmp_path, capsys) -> None:
    found = run_json(capsys, "demo", "--out", str(tmp_path / "reports"))
    assert len(found["reports"]) == len(found["audits"]) == 5
    assert all(Path(report).read_bytes().startswith(b"%PDF-") for report in found["reports"])
    assert {audit["verdict"] for audit in found["audits"]} == {verdict for verdict, _, _ in VERDICTS.values()}


def test_audits_of_the_workspace_are_listed_and_opened_by_their_id(tmp_path, capsys) -> None:
    workspace = Workspace.open(tmp_path)
    document = read_audit(AUDITS["D"])
    workspace.add(document)
    workspace.close()
    listed = run_json(capsys, "--data-dir", str(tmp_path), "audit", "list")
    assert [audit["id"] for audit in listed["audits"]] == [document.audit_id]
    shown = run_json(capsys, "--data-dir", str(tmp_path), "audit", "show", document.audit_id)
    assert shown["audit"]["answers"].keys() == document.answers.keys()
    assessed = run_json(capsys, "--data-dir", str(tmp_path), "assess", document.audit_id)
    assert assessed["verdict"] == "CONDITIONAL"


def test_an_exported_audit_is_opened_like_the_written_one(tmp_path, capsys) -> None:
    packed = tmp_path / "audit.headwater"
    run_json(capsys, "audit", "export", str(AUDITS["D"]), str(packed))
    assert run_json(capsys, "assess", str(packed)) == run_json(capsys, "assess", str(AUDITS["D"]))


def test_an_empty_workspace_lists_nothing_and_makes_nothing(tmp_path, capsys) -> None:
    assert run_json(capsys, "--data-dir", str(tmp_path / "none"), "audit", "list") == {"audits": []}
    assert not (tmp_path / "none").exists()


def test_samples_below_the_minimum_are_inconclusive_and_not_an_error(tmp_path, capsys) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(json.dumps({"text": f"This is the short text number {n}."}) + "\n" for n in range(12)))
    found = run_json(capsys, "samples", str(few))
    assert found["overall"] == "inconclusive"
    assert found["texts"] == 12


def test_samples_are_paired_by_the_field_that_names_their_prompt(tmp_path, capsys) -> None:
    texts = tmp_path / "texts.jsonl"
    lines = [{"text": f"Answer {n} to a prompt about rivers and what flows in them.", "ask": n % 4} for n in range(40)]
    texts.write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = run_json(capsys, "samples", str(texts), "--by-prompt", "ask", "--earlier", str(texts), "--seed", "1")
    assert found["texts"] == 40
    assert main(["samples", str(texts), "--by-prompt", "nothing"]) == 2
    assert "nothing" in capsys.readouterr().err


def test_the_self_test_passes(capsys) -> None:
    found = run_json(capsys, "selftest")
    assert [check["name"] for check in found["checks"] if not check["ok"]] == []


def damaged(tmp_path: Path, old: str, new: str) -> Path:
    """Audit A with one thing changed."""
    text = AUDITS["A"].read_text()
    assert old in text
    path = tmp_path / "vendor.yaml"
    path.write_text(text.replace(old, new, 1))
    return path


SHARE = "pretraining: {low: 2, best: 8, high: 15}"
BAD_AUDITS = {
    "a percentage of 140": (SHARE, "pretraining: {low: 2, best: 8, high: 140}", "TD-2.01"),
    "not a number": (SHARE, "pretraining: {low: .nan, best: 8, high: 15}", "TD-2.01"),
    "an unknown question": ("  TD-1.01: {", "  TD-9.99: {", "TD-9.99"),
    "an unknown choice": ("choice: accumulate", "choice: multiply", "TD-2.03"),
    "a missing key": ('vendor: "Harrowgate Analytics Ltd (fictional)"\n', "", "vendor"),
    "an unknown key": ("sample: true", "colour: red", "colour"),
    "an unknown pack": ("packs: [training_data]", "packs: [training_data, nonsense]", "nonsense"),
    "a grade of 9": ("TD-1.01: {status: specific, grade: 3", "TD-1.01: {status: specific, grade: 9", "TD-1.01"),
    "an alias": ("sample: true", "sample: &x true\nclient: *x", "aliases"),
}


@pytest.mark.parametrize("fault", BAD_AUDITS)
@pytest.mark.parametrize("command", ["assess", "risk", "report"])
def test_a_bad_audit_ends_in_one_sentence_naming_file_and_place(command, fault, tmp_path, capsys) -> None:
    old, new, place = BAD_AUDITS[fault]
    path = damaged(tmp_path, old, new)
    more = ["--pdf", str(tmp_path / "out.pdf")] if command == "report" else []
    assert main([command, str(path), *more]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("vendor.yaml")
    assert place in captured.err
    assert captured.err.count("\n") == 1
    assert sorted(found.name for found in tmp_path.iterdir()) == ["vendor.yaml"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x01\x02\xff", "not a text file"),
        (b"[1, 2", "not valid YAML"),
        (b"just words", "does not hold keys and values"),
        (b"schema: qaudit/1\naudit_id: '" + b"x" * 10_000_000 + b"'", "10.0 MB"),
        (b"", "does not hold keys and values"),
    ],
)
def test_a_file_that_is_no_audit_is_refused(content, words, tmp_path, capsys) -> None:
    path = tmp_path / "vendor.yaml"
    path.write_bytes(content)
    assert main(["assess", str(path)]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.err.count("\n") == 1


def test_an_audit_that_is_nowhere_is_said(tmp_path, capsys) -> None:
    assert main(["--data-dir", str(tmp_path), "assess", "AUD-0"]) == 2
    assert capsys.readouterr().err == "AUD-0: there is no such file, and no audit of that id in the workspace.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["simulate", "nonsense"], "nonsense"),
        (["simulate", "gaussian", "--samples", "-4"], "samples"),
        (["simulate", "gaussian", "--fresh-human", "2"], "fresh_human"),
        (["simulate", "gaussian", "--colour", "red"], "colour"),
        (["risk", str(AUDITS["A"]), "--draws", "3"], "--draws"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(arguments, words, capsys) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_a_report_into_a_folder_that_is_not_there_leaves_nothing(tmp_path, capsys) -> None:
    assert main(["report", str(AUDITS["D"]), "--pdf", str(tmp_path / "no" / "out.pdf")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def commands() -> list[list[str]]:
    found = []
    for name, parser in build_parser()._subparsers._group_actions[0].choices.items():  # type: ignore[union-attr]
        parts = [action for action in parser._actions if action.dest == "part"]
        found += [[name, part] for part in parts[0].choices] if parts else [[name]]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_explains_itself_with_an_example(command, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert f"example:\n  headwater {' '.join(command)}" in out
    assert "--json" in out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_the_commands_are_named(monkeypatch, capsys) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert capsys.readouterr().err == "No screen was found; every function is also a command: headwater --help\n"


def test_the_installed_command_answers_quickly_and_loads_no_mathematics() -> None:
    program = Path(sys.executable).with_name("headwater")
    assert shutil.which(program), "the console script is installed beside Python"
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("headwater 0.")
    heavy = "import sys; from desktop_app.command_line import build_parser; build_parser();"
    heavy += "print(sorted({'numpy', 'sqlmodel', 'reportlab', 'PySide6', 'pydantic'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
