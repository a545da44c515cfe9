"""The sign that stands for each kind of answer; the word always stands beside it."""

from __future__ import annotations

from questionnaires.answer import Status

STATUS_ICONS: dict[Status, str] = {
    "specific": "circle-check",
    "partial": "circle-dot",
    "vague": "message-circle-question-mark",
    "pending": "hourglass",
    "dont_know": "circle-question-mark",
    "refused": "ban",
    "na": "circle-slash",
    "not_asked": "circle-dashed",
}
