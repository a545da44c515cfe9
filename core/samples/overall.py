"""One word for a whole reading, by the rules of the house, and the reasons for it.

degraded: narrower than the vendor's earlier release on at least two axes with at least 100 texts a side, or at least
10 % of 30 or more texts repeat another text or go round in circles. watch: narrower than the earlier release with fewer
texts, narrower than another vendor on the same prompts, or narrower than people by more than the range measured for
chat models. healthy: at least 100 texts a side were compared with a reference declared to match, and nothing of that
was found; being narrower than people is normal for chat models and is not collapse. inconclusive: everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.samples.chat_range import beyond_chat_models
from core.samples.contrast import EARLIER, LEAST_AXES, OTHER_VENDOR, REFERENCE, Contrast
from core.samples.matching import FULL_TEXTS, LEAST_TEXTS
from core.samples.result import Overall
from core.samples.wording import listed

ALARM_SHARE = 0.10


@dataclass(frozen=True, slots=True)
class Alarm:
    """A sign of degeneration counted over all texts. found: for the sentence, such as "repeat another text"."""

    found: str
    count: int
    texts: int

    @property
    def rings(self) -> bool:
        """True where at least 30 texts were read and at least a tenth are affected."""
        return self.texts >= LEAST_TEXTS and self.count >= ALARM_SHARE * self.texts


def judge(alarms: Sequence[Alarm], contrasts: Sequence[Contrast]) -> tuple[Overall, tuple[str, ...]]:
    """The overall word and its reasons."""
    reasons = [
        f"{alarm.count} of {alarm.texts} texts {alarm.found}; from a tenth on this counts as degeneration."
        for alarm in alarms
        if alarm.rings
    ]
    found: set[Overall] = {"degraded"} if reasons else set()
    for contrast in contrasts:
        reasons += _sentences(contrast)
        if contrast.other is EARLIER and contrast.is_narrower:
            found.add("degraded" if contrast.is_full else "watch")
        if contrast.other is OTHER_VENDOR and contrast.is_narrower:
            found.add("watch")
        if contrast.other is REFERENCE and contrast.is_full:
            found.add("watch" if len(_beyond_chat_models(contrast)) >= LEAST_AXES else "healthy")
    gravest_first: tuple[Overall, ...] = ("degraded", "watch", "healthy")
    return next((word for word in gravest_first if word in found), "inconclusive"), tuple(reasons)


def _sentences(contrast: Contrast) -> list[str]:
    if contrast.refusal is not None:
        return [contrast.refusal]
    sentences = [_finding(contrast)]
    if not contrast.is_full:
        sentences.append(
            f"Indicative only: {contrast.texts} texts a side were compared with {contrast.other.name}; a full reading"
            f" needs {FULL_TEXTS}."
        )
    return sentences


def _finding(contrast: Contrast) -> str:
    name, count = contrast.other.name, len(contrast.axes)
    beyond = _beyond_chat_models(contrast)
    if contrast.is_narrower:
        meaning = contrast.other.meaning
        if len(beyond) >= LEAST_AXES:
            meaning = (
                f"on {listed(beyond)} by more than chat models have been measured to be, or the reference is another"
                " kind of text"
            )
        return (
            f"Narrower than {name} on {len(contrast.narrower)} of {count} axes ({listed(contrast.narrower)});"
            f" {meaning}."
        )
    if contrast.narrower:
        return (
            f"Narrower than {name} on one of {count} axes only ({contrast.narrower[0]}); {LEAST_AXES} are needed to"
            " call the sample narrower."
        )
    return f"Not told apart from {name} as narrower on any of {count} axes."


def _beyond_chat_models(contrast: Contrast) -> tuple[str, ...]:
    if contrast.other is not REFERENCE:
        return ()
    return tuple(title for title in beyond_chat_models(contrast.comparisons) if title in contrast.narrower)
