"""A place to give texts: files and folders, dropped or chosen, or words pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.samples.columns import Columns
from core.samples.only import Only
from desktop_app.child_process.child import ChildProcess
from desktop_app.child_process.given import Given
from desktop_app.child_process.look import JOB, FileLook, Look, LookRequest
from desktop_app.pages.samples_columns import ColumnsBox
from desktop_app.pages.samples_only import OnlyBox
from desktop_app.settings import Settings
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.drop_card import DropCard
from desktop_app.widgets.fields import WordsField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments

_SHOWN_FILES = 8
_PAUSE_AFTER_TYPING_MS = 300
_FIELDS = ("text", "prompt", "release", "date", "model")


class TextsCard(DropCard):
    """``changed`` when other texts were given, and when it is known what is in them."""

    changed = Signal()

    def __init__(
        self,
        title: str,
        hint: str,
        settings: Settings,
        *,
        parts: Mapping[str, str] | None = None,
        can_paste: bool = True,
        can_choose: bool = True,
    ) -> None:
        """parts: what the columns of a table may hold, as fields of ``Columns`` with their names for a person.

        can_choose: whether a part of the texts can be meant, by release, model and month.
        """
        super().__init__(title)
        self._title = title
        self._settings = settings
        self._looking = ChildProcess(self)
        self.paths: tuple[Path, ...] = ()
        self.look: Look | None = None
        self.problem = ""
        self._hint = PlainLabel(hint, secondary=True)
        self._can_paste, self._can_choose = can_paste, can_choose
        self.column.addWidget(self._hint)
        options = (Option("files", self.tr("Files or a folder")), Option("paste", self.tr("Paste")))
        self.way = Segments(self.tr("How to give the texts: {}").format(title), options)
        self.way.set_current("files")
        self.way.chosen.connect(self._way_chosen)
        self._files = self._files_pane(parts or self._usual_parts())
        self.pasted = WordsField(8)
        self._paste = labelled(self.tr("Texts, with a line of --- between them"), self.pasted)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE_AFTER_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.pasted.textChanged.connect(self._typing.start)
        for part in (self.way, self._files, self._paste):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.show_ways(True)
        self.dropped.connect(self.take)

    def take(self, paths: Sequence[Path]) -> None:
        """Add files and folders, and look at them."""
        self.way.set_current("files")
        self._way_chosen("files")
        self.paths = tuple(dict.fromkeys((*self.paths, *paths)))
        self._look(None)

    def given(self) -> Given | None:
        """The texts as they are given now; None where there are none that can be read, or not yet."""
        if self.way.current == "paste":
            words = self.pasted.toPlainText()
            return Given(pasted=words) if words.strip() else None
        if self.is_looking:
            return None
        bad = {file.path for file in self.look.files if file.problem} if self.look is not None else set()
        paths = tuple(path for path in self.paths if path not in bad)
        if not paths or (self.look is not None and not self.look.meant):
            return None
        return Given(paths, columns=self._columns(), only=self._only())

    @property
    def is_looking(self) -> bool:
        """Whether it is still to be found out what the files hold."""
        return self._looking.is_busy

    def show_ways(self, shown: bool) -> None:
        """Show or hide the ways to give texts, where they may also come from elsewhere."""
        self._hint.setVisible(shown)
        self.way.setVisible(shown and self._can_paste)
        self._files.setVisible(shown and self.way.current == "files")
        self._paste.setVisible(shown and self.way.current == "paste")

    @property
    def name(self) -> str:
        """What was given, in a few words."""
        if self.way.current == "paste":
            return self.tr("pasted texts")
        names = [path.name for path in self.paths]
        more = self.tr(" and {} more").format(len(names) - 3) if len(names) > 3 else ""
        return ", ".join(names[:3]) + more

    # How it is done

    def _usual_parts(self) -> dict[str, str]:
        return {
            "text": self.tr("Text"),
            "prompt": self.tr("Prompt"),
            "release": self.tr("Release"),
            "date": self.tr("Date"),
            "model": self.tr("Model"),
        }

    def _files_pane(self, parts: Mapping[str, str]) -> QWidget:
        pane = QWidget()
        buttons = QWidget()
        line = FlowLayout(buttons)
        choose, folder = QPushButton(self.tr("Choose files…")), QPushButton(self.tr("Choose a folder…"))
        choose.setAccessibleName(self.tr("Choose files: {}").format(self._title))
        folder.setAccessibleName(self.tr("Choose a folder: {}").format(self._title))
        choose.clicked.connect(self._choose_files)
        folder.clicked.connect(self._choose_folder)
        self._clear = QPushButton(self.tr("Remove all"))
        self._clear.setAccessibleName(self.tr("Remove all files: {}").format(self._title))
        self._clear.clicked.connect(lambda: self._keep(()))
        self._clear.hide()
        for part in (choose, folder, self._clear):
            line.addWidget(part)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._columns_box = ColumnsBox(parts)
        self._columns_box.chosen.connect(lambda: self._look(self._columns()))
        self._columns_box.hide()
        self.only_box = OnlyBox()
        self.only_box.chosen.connect(lambda: self._look(self._columns()))
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(buttons)
        column.addLayout(self._list)
        column.addWidget(self._columns_box)
        column.addWidget(self.only_box)
        return pane

    def _columns(self) -> Columns:
        if self.look is None or not self.look.head:
            return Columns()
        return Columns(**self._columns_box.columns)

    def _only(self) -> Only:
        return self.only_box.only if self._can_choose and self.look is not None else Only()

    def _way_chosen(self, _which: str) -> None:
        self.show_ways(True)
        self.changed.emit()

    def _choose_files(self) -> None:
        kinds = self.tr("Texts (*.txt *.csv *.jsonl *.xlsx);;All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files"), self._settings.folder, kinds)
        if names:
            self._settings.folder = str(Path(names[0]).parent)
            self.take([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), self._settings.folder)
        if name:
            self._settings.folder = name
            self.take([Path(name)])

    def _keep(self, paths: tuple[Path, ...]) -> None:
        self.paths = paths
        self._look(None)

    def _look(self, columns: Columns | None) -> None:
        """Have the files looked at; until then they are listed by name."""
        self._looking.cancel()
        if columns is None:
            self.look = None
        if self.paths:
            self._looking.run(JOB, LookRequest(self.paths, columns, self._only()), self._looked, self._not_looked)
        self._show_files()
        self.changed.emit()

    def _looked(self, look: Look) -> None:
        self.look = look
        before = self._only()
        self._columns_box.show_table(look.head, look.rows, {name: getattr(look.columns, name) for name in _FIELDS})
        self._show_files()
        if self._only() == before:
            self.changed.emit()
        else:  # what was chosen is not there any more
            self._look(self._columns())

    def _not_looked(self, sentence: str) -> None:
        self.look = Look(tuple(FileLook(path, problem=sentence) for path in self.paths), (), (), Columns(), ())
        self._show_files()
        self.changed.emit()

    def _show_files(self) -> None:
        clear_layout(self._list)
        known = {file.path: file for file in self.look.files} if self.look is not None else {}
        for path in self.paths[:_SHOWN_FILES]:
            self._list.addWidget(self._file_row(path, known.get(path)))
        if len(self.paths) > _SHOWN_FILES:
            more = self.tr("and {} more").format(len(self.paths) - _SHOWN_FILES)
            bad = sum(bool(known[path].problem) for path in self.paths[_SHOWN_FILES:] if path in known)
            words = self.tr("{more}, of which {bad} cannot be read and are left out").format(more=more, bad=bad)
            self._list.addWidget(PlainLabel(words if bad else more, secondary=True))
        self._clear.setVisible(len(self.paths) > 1)
        if self._can_choose and self.look is not None:
            self.only_box.show_look(self.look)
        self.only_box.setVisible(self._can_choose and self.look is not None and self.only_box.is_needed)
        self._columns_box.setVisible(self.look is not None and bool(self.look.head))

    def _file_row(self, path: Path, found: FileLook | None) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(PlainLabel(self._said_of(path, found)), 1)
        remove = QPushButton(self.tr("Remove"))
        remove.setAccessibleName(self.tr("Remove {}").format(path.name))
        remove.clicked.connect(lambda: self._keep(tuple(other for other in self.paths if other != path)))
        line.addWidget(remove)
        return row

    def _said_of(self, path: Path, found: FileLook | None) -> str:
        if found is None:
            return self.tr("{}: looking…").format(path.name)
        if found.problem:
            return self.tr("Left out: {}").format(found.problem)
        words = self.tr("{name}: one text") if found.texts == 1 else self.tr("{name}: {texts} texts")
        said = words.format(name=path.name, texts=f"{found.texts:,}")
        return " ".join((f"{said}.", *found.notes[:2])) if found.notes else said
