"""A line that says what has just happened, to the eye and aloud."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop_app.widgets.announce import announce
from desktop_app.widgets.plain_label import PlainLabel


class ToldLabel(PlainLabel):
    """``tell`` shows words and gives them to the screen reader; ``setText`` only shows them."""

    told = Signal(str)
    """What was just given to the screen reader."""

    def tell(self, words: str) -> None:
        """Show words and speak them."""
        self.setText(words)
        announce(self, words)
        self.told.emit(words)
