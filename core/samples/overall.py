"""One word for a whole reading, by the rules of the house, and the reasons for it.

degraded: at least 10 % of 30 or more texts repeat another text or go round in circles. healthy: at least 100 texts a
side were compared with a reference declared to match, and nothing of that was found; being narrower than people is
normal for chat models and is not collapse. inconclusive: everything that could not be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.samples.matching import FULL_TEXTS, LEAST_TEXTS
from core.samples.result import Overall
from core.samples.wording import listed

ALARM_SHARE = 0.10
LEAST_AXES = 2


@dataclass(frozen=True, slots=True)
class Alarm:
    """A sign of degeneration counted over all texts. found: for the sentence, such as "texts repeat another text"."""

    found: str
    count: int
    texts: int

    @property
    def rings(self) -> bool:
        """True where at least 30 texts were read and at least a tenth are affected."""
        return self.texts >= LEAST_TEXTS and self.count >= ALARM_SHARE * self.texts


@dataclass(frozen=True, slots=True)
class AxisOutcome:
    """One axis of the verdict. told: the difference is beyond chance; narrower: the side it lies on."""

    title: str
    told: bool
    narrower: bool


def judge(
    alarms: Sequence[Alarm], refusal: str | None, compared: int, axes: Sequence[AxisOutcome]
) -> tuple[Overall, tuple[str, ...]]:
    """The overall word and its reasons. refusal: why nothing was compared; compared: texts a side."""
    reasons = [
        f"{alarm.count} of {alarm.texts} texts {alarm.found}; from a tenth on this counts as degeneration."
        for alarm in alarms
        if alarm.rings
    ]
    alarmed = bool(reasons)
    if refusal is not None:
        reasons.append(refusal)
        return ("degraded" if alarmed else "inconclusive"), tuple(reasons)
    reasons.append(_compared_with_reference(axes))
    if compared < FULL_TEXTS:
        reasons.append(f"Indicative only: {compared} texts a side were compared; a full reading needs {FULL_TEXTS}.")
        return ("degraded" if alarmed else "inconclusive"), tuple(reasons)
    return ("degraded" if alarmed else "healthy"), tuple(reasons)


def _compared_with_reference(axes: Sequence[AxisOutcome]) -> str:
    narrower = [axis.title.lower() for axis in axes if axis.told and axis.narrower]
    if len(narrower) >= LEAST_AXES:
        return (
            f"Narrower than the reference on {len(narrower)} of {len(axes)} axes ({listed(narrower)}); this is common"
            " for chat models and by itself no sign of collapse."
        )
    if narrower:
        return (
            f"Narrower than the reference on one of {len(axes)} axes only ({narrower[0]}); two are needed to call the"
            " sample narrower."
        )
    return f"Not told apart from the reference as narrower on any of {len(axes)} axes."
