"""The audits that a report is compared with, as its reader may have them."""

from __future__ import annotations

from dataclasses import dataclass

from core.assessment.evaluate import Evaluation
from core.comparison.compare import compare
from core.comparison.over_time import OverTime, over_time
from core.comparison.result import Comparison
from questionnaires.library import Library
from reports.editions import for_edition


@dataclass(frozen=True, slots=True)
class Compared:
    """evaluations: the other audits, simulated with the shipped parameters.

    in_order_of_time: whether they are audits of the same vendor; the report then says what changed and what was kept.
    """

    evaluations: tuple[Evaluation, ...]
    in_order_of_time: bool = False

    def without_other_clients(self, library: Library) -> Compared:
        """The same audits without the client, use and notes of each: a report tells of no other client."""
        return Compared(tuple(for_edition(one, "vendor", library) for one in self.evaluations), self.in_order_of_time)

    def beside(self, evaluation: Evaluation, library: Library) -> Comparison | OverTime:
        """The audit of the report beside the others. Raises UnusableInputError as ``compare`` and ``over_time`` do."""
        put = over_time if self.in_order_of_time else compare
        return put([evaluation, *self.evaluations], library)
