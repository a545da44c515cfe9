"""What a vendor discloses about its watermark, read from a JSON file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from core.samples.errors import SampleError

MOST_BYTES = 100_000

Key = Annotated[int, Field(ge=0, lt=2**63)]


class _Disclosed(BaseModel):
    """What both schemes need.

    tokenizer: the model's tokenizer.json, or the folder that holds it, relative to the configuration; empty where the
    vendor does not say, and nothing can be checked then.
    generation_device: what the texts were made on; lists drawn on another device differ.
    implementation: whose code made the watermark; lists of another implementation differ.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    tokenizer: str = Field(default="", max_length=1_000)
    generation_device: Literal["cpu", "other", "unknown"] = "unknown"
    implementation: Literal["transformers", "other", "unknown"] = "unknown"


class KgwConfig(_Disclosed):
    """A list of favoured tokens for each context (Kirchenbauer et al., arXiv 2301.10226 and 2306.04634).

    vocab_size: of the model, not of the tokenizer; one too many or too few finds nothing.
    """

    scheme: Literal["kgw"]
    vocab_size: int = Field(ge=2, le=1_000_000)
    greenlist_ratio: float = Field(default=0.25, gt=0.0, lt=1.0)
    hashing_key: Key
    seeding_scheme: Literal["lefthash", "selfhash"] = "lefthash"
    context_width: int = Field(default=1, ge=1, le=16)


class SynthIdConfig(_Disclosed):
    """Tournament sampling (SynthID-Text, Dathathri et al., Nature 634:818, 2024), as transformers carries it out."""

    scheme: Literal["synthid"]
    keys: tuple[Key, ...] = Field(min_length=1, max_length=64, strict=False)
    ngram_len: int = Field(ge=2, le=16)
    sampling_table_size: int = Field(default=65_536, ge=2, le=2**22)
    sampling_table_seed: int = Field(default=0, ge=0)


WatermarkConfig = KgwConfig | SynthIdConfig
_READER: TypeAdapter[WatermarkConfig] = TypeAdapter(Annotated[WatermarkConfig, Field(discriminator="scheme")])


def read_config(path: Path) -> WatermarkConfig:
    """The configuration in the file. Raises SampleError in one sentence where it cannot be used."""
    return check_config(_read_json(path), path.name)


def check_config(raw: Any, name: str) -> WatermarkConfig:
    """The configuration, checked. Raises SampleError naming ``name`` and the first part that is wrong."""
    try:
        return _READER.validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"] if part not in ("kgw", "synthid"))
        where = f"{name}, {place}" if place else name
        raise SampleError(f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}; ask the vendor for it.") from None


def _read_json(path: Path) -> Any:
    if not path.is_file():
        raise SampleError(f"{path.name} was not found; name the file with the vendor's watermark configuration.")
    if path.stat().st_size > MOST_BYTES:
        raise SampleError(f"{path.name} is too large for a watermark configuration; name the right file.")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise SampleError(f"{path.name} cannot be read as JSON; name the right file.") from None
