"""The program built with torch and transformers: it checks itself, and reads samples with a local model."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest

from core.samples.neural.embedding_model import installed_folder

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1_800)]

WORDS = ("river", "stone", "letter", "court", "harbour", "winter", "doctor", "paper", "window", "garden", "engine")


def bare(home: Path) -> dict[str, str]:
    """The environment of somebody who has no Python."""
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}


def run(program: Path, home: Path, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    command = [str(program / "headwater"), *words]
    return subprocess.run(command, env=bare(home), input=said, capture_output=True, text=True, check=False)


def made_texts(file: Path, seed: int) -> Path:
    """Sixty texts of sixty words, one a line of JSON."""
    draw = random.Random(seed)
    vocabulary = [*WORDS, *(f"word{number}" for number in range(2_000))]
    texts = [" ".join(draw.choices(vocabulary, k=60)) for _ in range(60)]
    file.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    return file


def test_it_checks_itself_without_python_around(neural_program: Path, tmp_path: Path) -> None:
    found = run(neural_program, tmp_path, "selftest", "--json")
    assert found.returncode == 0, found.stdout + found.stderr
    assert all(check["ok"] for check in json.loads(found.stdout)["checks"])


def test_its_child_process_reads_samples_with_a_local_model(neural_program: Path, tmp_path: Path) -> None:
    model = installed_folder()
    assert model is not None, "the test extra brings the model"
    asked = {
        "sample": {"paths": [str(made_texts(tmp_path / "outputs.jsonl", 1))]},
        "reference": {"paths": [str(made_texts(tmp_path / "reference.jsonl", 2))]},
        "embeddings": str(model),
        "seed": 7,
    }
    order = json.dumps({"job": "measuring", "request": asked}) + "\n"
    command = [str(neural_program / "headwater"), "--child-process"]
    with subprocess.Popen(command, env=bare(tmp_path), stdin=-1, stdout=-1, stderr=-1, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(order)  # the pipe stays open, as the window keeps it: closing it ends the work
        child.stdin.flush()
        answer = json.loads(child.stdout.read().splitlines()[-1])
    measured = {reading["measure"] for reading in answer["result"]["reading"]["readings"]}
    assert measured >= {"match_precision", "match_coverage"}, "only an embedding model gives these"


@pytest.mark.parametrize("system", ["transformer", "vae"])
def test_it_runs_the_systems_that_need_torch(neural_program: Path, tmp_path: Path, system: str) -> None:
    small = ("--rounds", "1", "--samples", "40", "--trajectories", "2", "--seed", "1")
    found = run(neural_program, tmp_path, "simulate", system, *small, "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["rounds"] == [1]


def test_the_licences_of_the_model_libraries_lie_beside_it(neural_program: Path) -> None:
    text = (neural_program / "THIRD_PARTY.md").read_text(encoding="utf-8")
    for name in ("torch", "transformers", "tokenizers", "safetensors", "huggingface-hub"):
        assert f"| {name} |" in text, name
