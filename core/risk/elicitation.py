"""From claims and priors to draws of every parameter.

What the vendor could tell us is drawn once for a block of draws; what nobody knows is drawn anew for each. Every
parameter and every question has a random stream of its own, so that one changed answer leaves all other draws alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core.risk.claim import Claim
from core.risk.distributions import Floats
from core.risk.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws of every parameter.

    values: by parameter, arrays of blocks x within entries; categories are positions in the parameter's values.
    stated: by parameter, which of the draws rest on an answer (or a fixed setting) rather than on the prior.
    held: parameters held at one value, whatever was claimed.
    """

    values: Mapping[str, Floats]
    stated: Mapping[str, NDArray[np.bool_]]
    held: frozenset[str]
    blocks: int
    within: int
    seed: int

    def of_blocks(self, name: str) -> Floats:
        """One value a block, for a parameter that the vendor could tell us."""
        return self.values[name][:: self.within]

    def decides(self, name: str, *others: str) -> NDArray[np.bool_]:
        """In which draws a statement about ``name`` decides; in none where one of the others is held instead."""
        overruled = name not in self.held and bool(self.held.intersection(others))
        return self.stated[name] & (not overruled)


def stream(seed: int, name: str) -> np.random.Generator:
    """The random stream of one name under a seed."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(crc32(name.encode()),)))


def draw_parameters(
    parameters: Parameters,
    claims: Sequence[Claim],
    *,
    blocks: int,
    within: int,
    seed: int,
    settings: Mapping[str, float] | None = None,
) -> Draws:
    """Draw every parameter: from its claims in the share of draws that believes them, else from its prior.

    settings: parameters held at one value (numbers as the engine holds them), whatever was claimed.
    """
    held = settings or {}
    values: dict[str, Floats] = {}
    stated: dict[str, NDArray[np.bool_]] = {}
    for name, parameter in parameters.parameters.items():
        n = blocks if parameter.known_by == "vendor" else blocks * within
        about = [claim for claim in claims if claim.parameter == name and name not in held]
        drawn = np.full(n, held[name]) if name in held else parameter.prior.draw(stream(seed, f"prior {name}"), n)
        used = np.full(n, name in held)
        if about:
            drawn, used = _mixed(drawn, about, parameter.combine, seed)
        if parameter.range is not None:
            drawn = np.clip(drawn, *parameter.range)
        repeat = within if parameter.known_by == "vendor" else 1
        values[name] = np.repeat(drawn, repeat)
        stated[name] = np.repeat(used, repeat)
    return Draws(values, stated, frozenset(held), blocks, within, seed)


def _mixed(prior: Floats, claims: Sequence[Claim], combine: str, seed: int) -> tuple[Floats, NDArray[np.bool_]]:
    """The prior, replaced by what is claimed where a draw believes it; of several claims the higher or lower counts."""
    n = len(prior)
    neutral = -np.inf if combine == "highest" else np.inf
    pick = np.fmax if combine == "highest" else np.fmin
    said = np.full(n, neutral)
    for claim in claims:
        believed = stream(seed, f"belief {claim.question}").random(n) < claim.weight
        drawn = claim.says.draw(stream(seed, f"claim {claim.question} {claim.parameter}"), n)
        said = np.where(believed, pick(said, drawn), said)
    used = np.isfinite(said)
    return np.where(used, said, prior), used
