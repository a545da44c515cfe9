"""What the status line may say about saving."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveState:
    """saved: every change has been committed. problem: why not, one sentence; empty when saved."""

    saved: bool = True
    problem: str = ""
