"""What happens without torch, seen from a fresh Python in which it cannot be imported."""

from __future__ import annotations

import subprocess
import sys

import pytest


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("module", ["vae", "transformer"])
def test_describing_a_system_loads_no_torch(module):
    code = f"""
import sys
from core.simulation.neural.{module} import SYSTEM
SYSTEM.as_json()
print(sorted({{'torch', 'transformers', 'safetensors'}} & set(sys.modules)))
"""
    assert run(code) == "[]"


@pytest.mark.parametrize(("module", "missing"), [("vae", "torch"), ("transformer", "torch and transformers")])
def test_without_torch_one_sentence_names_the_extra(module, missing):
    code = f"""
import sys
sys.modules.update(torch=None, transformers=None)
from core.simulation.neural.{module} import SYSTEM
from core.simulation.regimes import Plan
try:
    SYSTEM.build(Plan("replace", 100, 2), SYSTEM.read_options({{}}))
except ValueError as error:
    print(error)
"""
    assert run(code) == f"{module} needs {missing}, which this installation lacks; install headwater[neural]"
