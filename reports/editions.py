"""Who a report is for. What a reader must not see is taken out of the data before anything is drawn or attached."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from core.assessment.evaluate import Evaluation

Edition = Literal["client", "vendor", "one-page"]


def for_edition(evaluation: Evaluation, edition: Edition) -> Evaluation:
    """The evaluation as that reader may have it: the vendor's names no client, use, note or source of the buyer."""
    if edition != "vendor":
        return evaluation
    document = evaluation.document
    hidden = document.model_copy(
        update={
            "client": "",
            "context": document.context.model_copy(update={"use": "", "worst_case": ""}),
            "analyser": document.analyser.model_copy(update={"note": ""}),
            "answers": {
                name: answer.model_copy(update={"adjust_reasons": {}}) for name, answer in document.answers.items()
            },
            "evidence": {name: item.model_copy(update={"source": ""}) for name, item in document.evidence.items()},
        }
    )
    return replace(evaluation, document=hidden)
