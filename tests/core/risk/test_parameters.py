from __future__ import annotations

import numpy as np
import pytest
import yaml

from core.risk.distributions import Triangular
from core.risk.parameters import SHIPPED, load_parameters
from questionnaires.errors import UnusableInputError
from questionnaires.library import load_library
from questionnaires.safe_yaml import read_yaml


def changed(tmp_path, change):
    data = read_yaml(SHIPPED)
    change(data)
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return path


def test_every_parameter_says_what_it_means_and_where_it_comes_from():
    for name, parameter in load_parameters().parameters.items():
        assert parameter.meaning, name
        assert parameter.source, name
        assert parameter.unit, name
        assert len(parameter.why) > 30, name


def test_a_prior_that_is_one_certain_value_says_what_stands_for_it():
    for name, parameter in load_parameters().parameters.items():
        assert (parameter.prior.kind == "certain") == bool(parameter.while_unknown), name


def test_every_changed_choice_is_on_record_with_old_new_why_and_effect():
    revisions = load_parameters().revisions
    assert len(revisions) >= 6
    for revision in revisions:
        assert all((revision.what, revision.old, revision.new, revision.why, revision.effect))
        assert revision.old != revision.new


def test_every_prior_stays_in_its_range():
    for name, parameter in load_parameters().parameters.items():
        values = parameter.prior.draw(np.random.default_rng(7), 4000)
        assert np.isfinite(values).all(), name
        low, high = parameter.range or (0, len(parameter.values) - 1)
        inside = (values >= low) & (values <= high)
        assert inside.mean() > 0.99, name


def test_weights_and_limits_agree_with_the_vocabulary_and_the_scoring_rules():
    parameters, library = load_parameters(), load_library()
    for step in parameters.evidence:
        assert step.weight == library.vocabulary.evidence_grades[step.grade].sim_weight
    assert parameters.partial_answer_weight == library.vocabulary.statuses["partial"].disclosure
    rules = library.rules.risk_input
    assert 100 * parameters.policy.unquantified_when_adverse_exceeds_mean_by == rules.unquantified_gap
    assert 100 * parameters.policy.wide_when_interval_exceeds == rules.wide_from
    rare = parameters.bands.rare_case
    assert [100 * end for end in (rare.low, rare.guarded, rare.elevated, rare.high)] == pytest.approx(
        [rules.bands[word][1] for word in ("low", "guarded", "elevated", "high")]
    )
    assert 100 * parameters.bands.general.high == rules.general_severe_from


@pytest.mark.parametrize(
    ("probability", "word"), [(0.0, "low"), (0.1, "guarded"), (0.25, "elevated"), (0.45, "high"), (0.7, "severe")]
)
def test_a_band_begins_at_the_end_of_the_one_before(probability, word):
    assert load_parameters().bands.rare_case.word(probability) == word


def test_a_copy_with_a_changed_prior_is_read(tmp_path):
    def set_rounds(data):
        data["parameters"]["months_between_rounds"]["prior"] = {"kind": "certain", "value": 6}

    assert load_parameters(changed(tmp_path, set_rounds)) != load_parameters()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d["parameters"].pop("regime"), "regime"),
        (lambda d: d["parameters"]["dedup"].update(worst=["often"]), "often"),
        (lambda d: d["parameters"]["anchors"].pop("prior"), "missing"),
        (lambda d: d["links"]["dedup"].update(parameter="duplicates"), "duplicates"),
        (lambda d: d["decoding"]["table"].pop("default"), "decoding"),
        (lambda d: d["parameters"]["regime"]["labels"].pop("budget"), "label"),
        (lambda d: d["parameters"]["growth"].pop("why"), "missing"),
    ],
)
def test_a_damaged_copy_is_refused_in_one_sentence(tmp_path, change, words):
    path = changed(tmp_path, change)
    with pytest.raises(UnusableInputError, match=words) as refusal:
        load_parameters(path)
    assert str(refusal.value).startswith("own.yaml")
    assert "\n" not in str(refusal.value)


def test_a_triangle_needs_its_corners_in_order():
    with pytest.raises(ValueError, match="must not decrease"):
        Triangular(low=0.5, mode=0.2, high=0.9)
