"""A consultant's own parameters: the report draws their limits, carries them, and can be verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.assessment.assess import assess
from core.assessment.evaluate import Evaluation
from core.risk.parameters import Parameters, load_parameters
from core.risk.score import score_risk
from questionnaires.library import Library
from reports.report import draw, write_report
from reports.verify import verify_report


@pytest.fixture(scope="module")
def own() -> Parameters:
    """The shipped parameters with other limits of the bands."""
    shipped = load_parameters()
    strict = shipped.bands.rare_case.model_copy(update={"low": 0.02, "guarded": 0.07, "elevated": 0.33, "high": 0.66})
    bands = shipped.bands.model_copy(update={"rare_case": strict})
    return shipped.model_copy(update={"bands": bands, "version": "own-1"})


@pytest.fixture(scope="module")
def evaluation(worked: dict[str, Evaluation], library: Library, own: Parameters) -> Evaluation:
    """An audit simulated with them."""
    document = worked["A_strong_vendor"].document
    packs = library.packs_of(document.packs, document.audit_id)
    risk = score_risk(document.answers, packs, document.context.lane, seed=7, draws=400, parameters=own)
    return Evaluation(document, risk, assess(document, risk, library))


def test_the_gauges_show_the_consultants_own_limits(
    evaluation: Evaluation, library: Library, own: Parameters, tmp_path: Path
) -> None:
    import pypdfium2

    path = tmp_path / "report.pdf"
    write_report(evaluation, library, path, parameters=own)
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    (page,) = [text for text in texts if "The two gauges" in text]
    gauges = page.split("The two gauges")[1].replace("\u00a0", " ")
    for limit in ("2 %", "7 %", "33 %", "66 %"):
        assert limit in gauges
    found = verify_report(path)
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())


def test_a_report_without_the_parameters_it_was_simulated_with_is_refused(
    evaluation: Evaluation, worked: dict[str, Evaluation], library: Library, own: Parameters
) -> None:
    with pytest.raises(ValueError, match="exactly the parameters that its risk was simulated with"):
        draw(evaluation, library)
    with pytest.raises(ValueError, match="exactly the parameters"):
        draw(worked["A_strong_vendor"], library, parameters=own)
