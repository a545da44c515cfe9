"""What a system of the simulation declares about itself, and how its options are read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

import numpy as np

from core.simulation.regimes import REGIMES, Plan, Regime
from core.simulation.result import Floats, Value

Start = Literal["last", "base"]
OptionKind = Literal["choice", "integer", "number", "switch", "file"]

Progress = Callable[[int, int], None]
"""Called with how much is done and how much is wanted."""


class Scenario(Protocol):
    """One system with all its settings, ready to run."""

    @property
    def block(self) -> int:
        """Trajectories drawn together; depends on the settings alone, so that a seed always means the same numbers."""

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs: for each quantity an array of shape (rounds, trajectories)."""

    def theory(self) -> dict[str, Floats]:
        """Exact or first-order expectations, shape (rounds,), of the quantities that have them."""


@runtime_checkable
class SteppedScenario(Protocol):
    """A scenario of which one run takes long: it says how far it is, and can be ended there. Its block is 1."""

    @property
    def block(self) -> int:
        """Always 1."""

    @property
    def steps(self) -> int:
        """Steps of one run."""

    def sample(
        self, trajectories: int, rng: np.random.Generator, progress: Progress | None = None
    ) -> dict[str, Floats]:
        """As ``Scenario.sample``. progress: called with steps done and wanted; what it raises ends the run."""

    def theory(self) -> dict[str, Floats]:
        """As ``Scenario.theory``."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting of a system.

    kind: ``choice`` (one of ``choices``), ``integer``, ``number``, ``switch`` (on or off) or ``file`` (a path).
    minimum, maximum: inclusive limits of an integer or number.
    """

    name: str
    kind: OptionKind
    default: Value
    meaning: str
    minimum: float = -math.inf
    maximum: float = math.inf
    choices: tuple[str, ...] = ()

    def read(self, given: Value) -> Value:
        """The given value, or text typed by a person, as this option's type; ValueError if it does not fit."""
        if self.kind == "choice":
            if given not in self.choices:
                raise ValueError(f"{self.name} must be one of {', '.join(self.choices)}, got {given!r}")
            return given
        if self.kind == "switch":
            switches: dict[Value, bool] = {True: True, False: False, "on": True, "off": False}
            if given not in switches:
                raise ValueError(f"{self.name} must be on or off, got {given!r}")
            return switches[given]
        if self.kind == "file":
            return str(given)
        return self._read_number(given)

    def _read_number(self, given: Value) -> int | float:
        wanted = "a whole number" if self.kind == "integer" else "a number"
        try:
            number = float(given)
            if isinstance(given, bool) or (self.kind == "integer" and number != int(number)):
                raise ValueError
        except (ValueError, OverflowError):
            raise ValueError(f"{self.name} must be {wanted}, got {given!r}") from None
        if not self.minimum <= number <= self.maximum:
            raise ValueError(f"{self.name} must lie between {self.minimum:g} and {self.maximum:g}, got {given}")
        return int(number) if self.kind == "integer" else number

    def as_json(self) -> dict[str, object]:
        """The option as plain values; limits only where there are any."""
        plain: dict[str, object] = {
            "name": self.name,
            "kind": self.kind,
            "default": self.default,
            "meaning": self.meaning,
        }
        if self.choices:
            plain["choices"] = list(self.choices)
        if math.isfinite(self.minimum):
            plain["minimum"] = self.minimum
        if math.isfinite(self.maximum):
            plain["maximum"] = self.maximum
        return plain


ANCHORS = Option("anchors", "number", 0.0, "share of each batch that is one fixed set of real examples", 0, 1)
TEACHER = Option("teacher", "number", 0.0, "share of each batch that an outside model wrote", 0, 1)
BASE = Option("base", "number", 0.0, "share of a clean base model in each new model", 0, 1)
CARRY_OVER = Option("carry_over", "number", 0.0, "share of the last model in each new model", 0, 1)
START = Option(
    "start",
    "choice",
    "last",
    "what each fit starts from: the last round's model, or the clean one of before round 1",
    choices=("last", "base"),
)
PLANNED = (ANCHORS, TEACHER, BASE, CARRY_OVER)
"""Options that belong to the plan and mean the same in every system that has them."""


@dataclass(frozen=True, slots=True)
class System:
    """What a system is, in words, and how to build one run of it.

    name: as typed by a person, for example ``kernel-density``.
    title: what it is, in plain words.
    quantities: name and one-line meaning of each measured quantity, in order.
    source: where the setting and its formulas come from.
    build: makes the scenario from a plan and the options, already read and complete.
    samples, rounds, trajectories: what is used when nothing is said.
    regimes: those the system knows.
    refuses: what has no meaning here, by name of a regime or of an option of the plan, and why.
    """

    name: str
    title: str
    quantities: Mapping[str, str]
    options: tuple[Option, ...]
    source: str
    build: Callable[[Plan, Mapping[str, Value]], Scenario]
    samples: int
    rounds: int
    trajectories: int
    regimes: tuple[Regime, ...] = REGIMES
    refuses: Mapping[str, str] = field(default_factory=dict)

    def read_options(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Every option with its given or default value; ValueError for unknown names and values that do not fit."""
        known = {option.name: option for option in self.options}
        for name in given:
            if name in self.refuses:
                raise ValueError(f"{self.name} has no {name}: {self.refuses[name]}")
            if name not in known:
                raise ValueError(f"{self.name} has no option {name!r}; it has {', '.join(known) or 'none'}")
        return {name: option.read(given.get(name, option.default)) for name, option in known.items()}

    def as_json(self) -> dict[str, object]:
        """The description as plain values, for ``headwater simulate list``."""
        return {
            "name": self.name,
            "title": self.title,
            "quantities": dict(self.quantities),
            "options": [option.as_json() for option in self.options],
            "source": self.source,
            "regimes": list(self.regimes),
            "refuses": dict(self.refuses),
            "samples": self.samples,
            "rounds": self.rounds,
            "trajectories": self.trajectories,
        }
