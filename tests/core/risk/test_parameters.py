from __future__ import annotations

import copy

import numpy as np
import pytest
import yaml

from core.risk.distributions import Triangular
from core.risk.parameters import SHIPPED, Parameters, load_parameters
from core.risk.score import score_risk
from questionnaires.errors import UnusableInputError
from questionnaires.facts import load_facts
from questionnaires.library import load_library
from questionnaires.reading import validate
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


def test_facts_about_the_world_name_only_parameters_that_exist():
    for name, fact in load_facts().items():
        assert set(fact.used_by) <= set(load_parameters().parameters), name


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
        (lambda d: d["parameters"]["growth"].update(range=[1, 0.1]), "must rise"),
        (lambda d: d["bands"]["general"].update(guarded=0.5), "must rise"),
        (lambda d: d["wording"].reverse(), "must rise"),
        (lambda d: d["evidence"][1].update(weight=1.4), "1.4"),
        (lambda d: d.update(parametres={}), "not known"),
    ],
)
def test_a_damaged_copy_is_refused_in_one_sentence(tmp_path, change, words):
    path = changed(tmp_path, change)
    with pytest.raises(UnusableInputError, match=words) as refusal:
        load_parameters(path)
    assert str(refusal.value).startswith("own.yaml")
    assert "\n" not in str(refusal.value)


def test_a_result_says_whether_a_changed_copy_was_used(tmp_path):
    def rarer_rounds(data):
        data["version"] = "1.0.0-ours"
        data["parameters"]["months_between_rounds"]["prior"] = {"kind": "certain", "value": 36}

    def score(parameters):
        return score_risk(
            {}, load_library().packs_of(["meeting_screen"]), "A", seed=1, draws=800, parameters=parameters
        )

    ours = score(load_parameters(changed(tmp_path, rarer_rounds)))
    assert ours.custom_parameters
    assert ours.parameters_version == "1.0.0-ours"
    assert ours.tail_coverage.p50 > score(None).tail_coverage.p50
    untouched = score(load_parameters(changed(tmp_path, lambda data: None)))
    assert not untouched.custom_parameters
    assert untouched == score(None)


def test_a_copy_changed_without_a_new_version_is_still_recognised(tmp_path):
    def quietly(data):
        data["bands"]["rare_case"]["low"] = 0.2

    result = score_risk(
        {}, load_library().packs_of(["meeting_screen"]), "A", seed=1, draws=200,
        parameters=load_parameters(changed(tmp_path, quietly)),
    )  # fmt: skip
    assert result.custom_parameters
    assert result.parameters_version == load_parameters().version


def leaves(data, path=()):
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from leaves(inner, (*path, step))


def test_whatever_is_damaged_in_a_copy_is_refused_in_one_sentence_or_read():
    rng, shipped = np.random.default_rng(11), read_yaml(SHIPPED)
    places = list(leaves(shipped))
    refusals: list[str] = []
    for number in rng.choice(len(places), 150, replace=False):
        data = copy.deepcopy(shipped)
        *way, last = places[number]
        here = data
        for step in way:
            here = here[step]
        here[last] = [None, -1e9, "nonsense", {}, float("nan")][number % 5]
        try:
            validate(data, Parameters, "own.yaml")
        except UnusableInputError as refusal:
            refusals.append(str(refusal))
    assert len(refusals) > 75
    assert all(sentence.startswith("own.yaml") and "\n" not in sentence for sentence in refusals)


def test_a_triangle_needs_its_corners_in_order():
    with pytest.raises(ValueError, match="must not decrease"):
        Triangular(low=0.5, mode=0.2, high=0.9)
