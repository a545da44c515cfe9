"""Worked audits and made-up risks to assess them with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from core.audit.document import AuditDocument
from core.risk.result import Gauge, RiskResult, Spread, Stages
from questionnaires.library import EXAMPLES


@pytest.fixture
def worked() -> Callable[[str], AuditDocument]:
    """A worked audit by the letter it begins with."""

    def load(letter: str) -> AuditDocument:
        (path,) = EXAMPLES.glob(f"{letter}_*.yaml")
        return AuditDocument.model_validate(yaml.safe_load(path.read_text()))

    return load


@pytest.fixture
def risk() -> Callable[..., RiskResult]:
    """A risk result with the figures that rules look at; everything else is empty."""

    def make(
        low: float,
        central: float,
        high: float,
        adverse: float,
        *,
        general: float = 0.0,
        quantified: bool = True,
        wide: bool = False,
        open_gates: tuple[str, ...] = (),
    ) -> RiskResult:
        nothing = Spread(0.0, 0.5, 1.0)
        return RiskResult(
            rare_case=Gauge(central, (low, high), adverse, None),
            general=Gauge(general, (0.0, general), general, None),
            tail_coverage=nothing,
            variance_retained=nothing,
            error_mass=nothing,
            stages=Stages(1 - central, central, 0.0, 0.0),
            ask_next=(),
            quantified=quantified,
            wide=wide,
            open_gates=open_gates,
            sentence="",
            months=(0, 36),
            courses=(),
            assumptions=(),
            seed=1,
            draws=1,
            version="0",
            parameters_version="0",
            custom_parameters=False,
        )

    return make
