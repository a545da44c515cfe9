"""The one embedding model that readings are made with, and the limits that belong to it; loads no model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "data" / "embedding_model.yaml"


@cache
def settings() -> Mapping[str, Any]:
    """The model's name, files, limits and what they rest on (``data/embedding_model.yaml``)."""
    data: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return data
