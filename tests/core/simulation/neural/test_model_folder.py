from __future__ import annotations

import json
import shutil

import pytest

from core.neural import model_folder
from core.neural.model_folder import check_model_folder


@pytest.fixture
def folder(saved_model, tmp_path):
    return shutil.copytree(saved_model, tmp_path / "model")


def refusal(folder):
    with pytest.raises(ValueError) as refused:
        check_model_folder(folder)
    return str(refused.value).replace(str(folder), "FOLDER")


def test_plain_weights_and_settings_pass(folder):
    check_model_folder(folder)


def test_what_is_not_a_model_is_refused(folder, tmp_path):
    assert refusal(tmp_path / "none") == (
        f"{tmp_path}/none is not a folder; name one with config.json and a .safetensors file".replace(
            str(tmp_path / "none"), "FOLDER"
        )
    )
    (folder / "config.json").unlink()
    assert refusal(folder) == "FOLDER has no config.json and so is not a language model's folder"


def test_weights_in_another_format_are_refused(folder):
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    assert refusal(folder) == "FOLDER has no .safetensors file; save the model's weights in that format"


@pytest.mark.parametrize("place", ["modeling_own.py", "parts/tool.py"])
def test_program_code_is_refused(folder, place):
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text("raise SystemExit")
    name = place.split("/")[-1]
    assert refusal(folder) == f"FOLDER brings program code ({name}), which is never run; use a model without any"


@pytest.mark.parametrize("name", ["config.json", "tokenizer_config.json"])
@pytest.mark.parametrize("wrap", [lambda code: code, lambda code: {"parts": [code]}])
def test_settings_that_ask_for_program_code_are_refused(folder, name, wrap):
    settings = json.loads((folder / name).read_text())
    (folder / name).write_text(json.dumps({**settings, **wrap({"auto_map": {"AutoModel": "own--modeling.Own"}})}))
    assert refusal(folder) == (f"FOLDER/{name} asks for program code (auto_map), which is never run; use another model")


@pytest.mark.parametrize("text", ["{", "[" * 5000, '"\ud800"'.encode("utf-8", "surrogatepass")])
def test_settings_that_cannot_be_read_are_refused(folder, text):
    (folder / "config.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert refusal(folder) == "FOLDER/config.json is not readable as JSON; save the model again"


def test_oversized_settings_are_refused_unread(folder, monkeypatch):
    monkeypatch.setattr(model_folder, "MOST_BYTES", 10)
    assert refusal(folder) == "FOLDER/config.json is too large for a settings file; use another model"
