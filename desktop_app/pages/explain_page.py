"""How collapse happens: a small live example for a client, round by round, in large type."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop_app.background import Background
from desktop_app.pages.explain_page_figures import Way, in_words, known_lines, round_bars
from desktop_app.pages.explain_page_runs import ROUNDS, Example, run_example
from desktop_app.theme.icons import icon
from desktop_app.widgets.announce import announce
from desktop_app.widgets.figure_card import FigureCard
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel

_STEP_MS = 600
_FIRST_SEED = 7
_TASK = "example of collapse"
_TYPE_SCALE = 1.2


class ExplainPage(Page):
    """Nothing moves until somebody presses Play; every round can also be reached by a key. ``left`` asks to go back."""

    left = Signal()

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("How collapse happens"), parent=parent, width_in_letters=150)
        self._background = background
        self.example: Example | None = None
        self.round_number = 1
        self._ways = (
            Way(self.tr("Each round replaces the last"), "worst", "dashed"),
            Way(self.tr("Each round is added"), "stated", "solid"),
            Way(self.tr("Replaced, 10 % new from people"), "human", "dotted"),
        )
        self._clock = QTimer(self)
        self._clock.setInterval(_STEP_MS)
        self._clock.timeout.connect(self._tick)
        self._sentence = PlainLabel(size="heading", strong=True, tabular=True)
        self._bars = FigureCard(self.tr("What each model still writes"))
        self._lines = FigureCard(self.tr("How it went, round by round"))
        self._seed = PlainLabel(size="small", secondary=True)
        self._arrange()
        self._make_keys()
        self._enlarge()
        self._draw_icons()
        self.destroyed.connect(partial(background.cancel, _TASK))
        self.run(_FIRST_SEED)

    def run(self, seed: int) -> None:
        """Simulate the example with a seed and start again at round 1."""
        self._pause()
        work = partial(run_example, seed)
        self._background.run(_TASK, work, self._arrived, lambda error: self._sentence.setText(str(error)))

    def go_to(self, round_number: int) -> None:
        """Show a round; one before the first or after the last is the nearest there is."""
        self.round_number = min(max(round_number, 1), ROUNDS)
        self._show()

    def play_or_pause(self) -> None:
        """Let the rounds go by, or stop them; from the last round it starts again."""
        if self._clock.isActive():
            self._pause()
            announce(self._sentence, self._sentence.text())
        elif self.example is not None:
            if self.round_number == ROUNDS:
                self.go_to(1)
            self._clock.start()
            self._show_playing()

    @property
    def playing(self) -> bool:
        """Whether rounds go by."""
        return self._clock.isActive()

    def event(self, event: QEvent) -> bool:
        """Follow the size of the text and the colours."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._enlarge()
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()
        return super().event(event)

    # How it is done

    def _arrange(self) -> None:
        lead = self.tr(
            "A model that learns from what models wrote forgets rare things first. In this made-up example there are "
            "50 kinds of letters, a few common and many rare. In every round a new model learns from 300 letters."
        )
        self.column.addWidget(PlainLabel(lead, size="heading"))
        controls = QWidget()
        row = FlowLayout(controls, gap=8)
        self.play_button = self._button(self.tr("Play"), self.play_or_pause)
        self._step_button = self._button(self.tr("Next round"), partial(self._step, 1))
        self._again_button = self._button(self.tr("From the start"), partial(self._jump, 1))
        other = self._button(self.tr("Other chances"), lambda: self.run(secrets.randbelow(10_000)))
        other.setAccessibleDescription(self.tr("Runs the example again with other random draws"))
        for button in (self.play_button, self._step_button, self._again_button, other):
            row.addWidget(button)
        back = self._button(self.tr("Back"), self.left.emit)
        row.addWidget(back)
        self.column.addWidget(controls)
        self.column.addWidget(self._sentence)
        self.column.addWidget(self._bars)
        self.column.addWidget(self._lines)
        for title, words in self._explained():
            card = Card(title)
            card.column.addWidget(PlainLabel(words, size="heading"))
            self.column.addWidget(card)
        self.column.addWidget(self._seed)
        self.column.addStretch(1)

    def _explained(self) -> tuple[tuple[str, str], ...]:
        why = self.tr(
            "A rare kind of letter that happens not to be among the 300 of one round is unknown to the next model, and "
            "it does not come back by itself. Common kinds are hardly ever missed. So what the model writes goes on "
            "sounding right, while the rare cases go missing."
        )
        slows = self.tr(
            "Keeping what people wrote, and adding to it instead of replacing it. New human data in every round. "
            "Checks that look for rare cases. How much each of them slows the loss depends on how much of it is done."
        )
        limits = self.tr(
            "It shows how the loss comes about. Real training is far larger and more varied, and this says nothing "
            "about any vendor: that is what the questions are for."
        )
        return (
            (self.tr("Why rare things go first"), why),
            (self.tr("What slows it"), slows),
            (self.tr("What this example is not"), limits),
        )

    def _make_keys(self) -> None:
        self.keys = [
            self._key(self.tr("Play or pause"), "P", self.play_or_pause),
            self._key(self.tr("Next round"), "Right", partial(self._step, 1)),
            self._key(self.tr("Previous round"), "Left", partial(self._step, -1)),
            self._key(self.tr("First round"), "Home", partial(self._jump, 1)),
            self._key(self.tr("Last round"), "End", partial(self._jump, ROUNDS)),
            self._key(self.tr("Back"), "Esc", self.left.emit),
        ]

    def _key(self, words: str, key: str, does: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: does())
        self.addAction(action)
        return action

    def _button(self, words: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _checked=False: does())
        return button

    def _arrived(self, example: Example) -> None:
        self.example = example
        words = self.tr(
            "Grey: how common each kind really is. A mark below the line: no longer known. "
            "Simulated on this computer, seed {}."
        )
        self._seed.setText(words.format(example.seed))
        self.go_to(1)

    def _tick(self) -> None:
        self.go_to(self.round_number + 1)
        if self.round_number == ROUNDS:
            self._pause()
            announce(self._sentence, self._sentence.text())

    def _step(self, by: int) -> None:
        self._jump(self.round_number + by)

    def _jump(self, round_number: int) -> None:
        self._pause()
        self.go_to(round_number)
        announce(self._sentence, self._sentence.text())

    def _pause(self) -> None:
        self._clock.stop()
        self._show_playing()

    def _show_playing(self) -> None:
        self.play_button.setText(self.tr("Pause") if self.playing else self.tr("Play"))
        self._draw_icons()

    def _show(self) -> None:
        example, ways, number = self.example, self._ways, self.round_number
        if example is None:
            return
        self._sentence.setText(in_words(example, ways, number))
        self._bars.show_figure(lambda width: round_bars(example, ways, number, width))
        self._lines.show_figure(lambda width: known_lines(example, ways, number, width))
        self._step_button.setEnabled(number < ROUNDS)
        self._again_button.setEnabled(number > 1)

    def _draw_icons(self) -> None:
        self.play_button.setIcon(icon("pause" if self.playing else "play", self.palette()))
        self._step_button.setIcon(icon("step-forward", self.palette()))
        self._again_button.setIcon(icon("rotate-ccw", self.palette()))

    def _enlarge(self) -> None:
        """Larger than the rest of the window: this page is shown to a client."""
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * _TYPE_SCALE)
        self.setFont(font)
