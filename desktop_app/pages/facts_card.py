"""Two facts about the product that a buyer's own checks rest on, where the vendor shows little."""

from __future__ import annotations

from PySide6.QtCore import Signal

from core.audit.exchange.parts import ProductFacts
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option

_VERSION, _TERMS = "version_visible", "terms_no_training"


class FactsCard(Card):
    """Shows them and says when one was changed."""

    changed = Signal()

    def __init__(self) -> None:
        title = self.tr("What is known of the product")
        super().__init__(title)
        lead = self.tr(
            "Where the vendor shows little, your own checks can count instead. These two facts are part of that."
        )
        self.column.addWidget(PlainLabel(lead, secondary=True))
        options = [
            Option(_VERSION, self.tr("Every output shows which version of the model made it.")),
            Option(_TERMS, self.tr("The terms say that what we enter is not used for training.")),
        ]
        self.list = ChoiceList(title, options, several=True)
        self.list.changed.connect(self.changed)
        self.column.addWidget(self.list)

    def show_facts(self, facts: ProductFacts) -> None:
        """Show what is known, without reporting a change."""
        self.list.set_selected(tuple(name for name, known in facts.model_dump().items() if known))

    def facts(self) -> ProductFacts:
        """What is chosen."""
        chosen = self.list.selected()
        return ProductFacts(version_visible=_VERSION in chosen, terms_no_training=_TERMS in chosen)
