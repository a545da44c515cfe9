"""A disk that loses its power: what SQLite wrote is recorded with every sync, and cut off at any point.

Between two syncs of a file a disk may have kept, dropped or spoiled any sector that was written; a name that was made
or removed may or may not be there, unless the folder was synced. That is harder than any real disk: how often something
is lost here says nothing about real life, but settings that never lose anything here are the ones to use.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import apsw

SECTOR = 512
SPOILED, KEPT = 0.1, 0.5
"""Chances of an unsynced sector; it is dropped otherwise."""


@dataclass
class File:
    """durable: what is on the disk for certain. pending: what was written since: (offset, data), or a length to cut to.

    named: whether its name is on the disk for certain.
    """

    now: bytearray = field(default_factory=bytearray)
    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)
    named: bool = False


@dataclass
class Disk:
    """The files by name, and those whose removal was not synced."""

    files: dict[str, File] = field(default_factory=dict)
    removed: dict[str, File] = field(default_factory=dict)

    def do(self, step: tuple) -> None:
        """Make one recorded step."""
        match step:
            case ("create", name):
                self.files[name] = File()
            case ("write", name, offset, data):
                put(self.files[name].now, offset, data)
                self.files[name].pending.append((offset, data))
            case ("truncate", name, length):
                del self.files[name].now[length:]
                self.files[name].pending.append(length)
            case ("sync", name):
                file = self.files[name]
                file.durable, file.pending, file.named = bytearray(file.now), [], True
                self.removed.pop(name, None)
            case ("delete", name, synced):
                file = self.files.pop(name)
                if synced:
                    self.removed.clear()
                elif file.named:
                    self.removed[name] = file
            case ("saved", _):
                pass

    def after_the_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that are found when the power is back."""
        found = {name: bytes(file.durable) for name, file in self.removed.items() if chance.random() < KEPT}
        for name, file in self.files.items():
            if file.named or chance.random() < KEPT:
                found[name] = bytes(half_written(file, chance))
        return found


def half_written(file: File, chance: random.Random) -> bytearray:
    content = bytearray(file.durable)
    for pending in file.pending:
        if isinstance(pending, int):
            if chance.random() < KEPT:
                del content[pending:]
            continue
        offset, data = pending
        for start, end in sectors(offset, len(data)):
            fate = chance.random()
            if fate < KEPT:
                put(content, offset + start, data[start:end])
            elif fate < KEPT + SPOILED:
                put(content, offset + start, chance.randbytes(end - start))
    return content


def sectors(offset: int, length: int) -> list[tuple[int, int]]:
    """The parts of a write that lie in different sectors."""
    edges = [0, *range(SECTOR - offset % SECTOR, length, SECTOR), length]
    return list(pairwise(edges))


def put(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class Recorder(apsw.VFS):
    """Files in memory, for SQLite; every step that changes one is kept in ``steps``."""

    def __init__(self, name: str, files: dict[str, bytes]) -> None:
        self.disk = Disk(
            {name: File(bytearray(content), bytearray(content), [], True) for name, content in files.items()}
        )
        self.steps: list[tuple] = []
        self.name = name
        super().__init__(name, base="")

    def record(self, *step: object) -> None:
        self.steps.append(step)
        self.disk.do(step)

    def xOpen(self, name, flags):
        short = Path(name.filename() if hasattr(name, "filename") else name).name
        if short not in self.disk.files:
            self.record("create", short)
        return RecordedFile(self, short)

    def xDelete(self, name, synced):
        short = Path(name).name
        if short in self.disk.files:
            self.record("delete", short, bool(synced))

    def xAccess(self, name, flags):
        return Path(name).name in self.disk.files

    def xFullPathname(self, name):
        return name


class RecordedFile:
    """One open file of the recorder."""

    def __init__(self, recorder: Recorder, name: str) -> None:
        self.recorder, self.name = recorder, name

    @property
    def now(self) -> bytearray:
        return self.recorder.disk.files[self.name].now

    def xRead(self, amount, offset):
        return bytes(self.now[offset : offset + amount])

    def xWrite(self, data, offset):
        self.recorder.record("write", self.name, offset, bytes(data))

    def xTruncate(self, length):
        self.recorder.record("truncate", self.name, length)

    def xSync(self, flags):
        self.recorder.record("sync", self.name)

    def xFileSize(self):
        return len(self.now)

    def xLock(self, level):
        pass

    def xUnlock(self, level):
        pass

    def xCheckReservedLock(self):
        return False

    def xFileControl(self, operation, pointer):
        return False

    def xSectorSize(self):
        return 4096

    def xDeviceCharacteristics(self):
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xClose(self):
        pass
