"""What a build holds, by owner: read from the lists that PyInstaller leaves beside it, so that nothing is forgotten."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import yaml
from bundle_rules import OURS, ROOT

THIRD_PARTY = ROOT / "packaging" / "third_party"
_TEXT_NAMES = ("licen", "copying", "notice", "authors", "ofl")
_DEBIAN_TEXTS = Path("/usr/share/doc")


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """Something of somebody else's in a build.

    kind: "python" for a distribution, "system" for a package of this system, "interpreter" for Python itself.
    texts: the whole licence texts, at least one.
    """

    name: str
    version: str
    kind: str
    licence: str
    texts: tuple[str, ...]


class UnknownOriginError(Exception):
    """A file of the build whose licence nobody knows; the build must not be given away."""


def components(work: Path) -> list[Component]:
    """Everything of others' in the build whose lists are in ``work``, by name.

    Raises UnknownOriginError for a file without an owner and for an owner without a licence text.
    """
    found: set[Component] = set()
    for source in sources(work):
        component = owner(source)
        if component is not None:
            found.add(component)
    return sorted(found)


def sources(work: Path) -> Iterator[Path]:
    """Where every file and module of the build came from."""
    for name in ("COLLECT-00.toc", "PYZ-00.toc"):
        for _, source, kind in _entries(ast.literal_eval((work / name).read_text(encoding="utf-8"))):
            if source and kind != "SYMLINK" and Path(source).is_file():
                yield Path(source)


def _entries(value: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, tuple) and len(value) == 3 and all(isinstance(part, str) for part in value):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _entries(part)


def owner(source: Path) -> Component | None:
    """To whom a file belongs; None for what is ours or was made by the build."""
    file = source.resolve()
    name = _files_of_distributions().get(file)
    if name == "headwater":
        return None
    if name is not None:
        return distribution(name)
    if any(file.is_relative_to(ROOT / folder) for folder in (*OURS, "packaging")) or _was_made(file):
        return None
    if _comes_with_python(file):
        return interpreter()
    return system_package(file)


def _comes_with_python(file: Path) -> bool:
    """Whether a file is Python's; where the system keeps Python among its own, only its library and its modules are."""
    base = Path(sys.base_prefix)
    apart = base != Path("/usr") and file.is_relative_to(base)
    return apart or file.is_relative_to(sysconfig.get_path("stdlib")) or file.name.startswith("libpython")


def _was_made(file: Path) -> bool:
    """Whether the build itself made the file."""
    return (
        file.name in ("base_library.zip", "headwater", "headwater.exe")
        or "localpycs" in file.parts
        or file.parent.name.startswith("headwater-")
    )


@cache
def _files_of_distributions() -> dict[Path, str]:
    owners: dict[Path, str] = {}
    for found in metadata.distributions():
        for file in found.files or ():
            owners[Path(str(found.locate_file(file))).resolve()] = found.metadata["Name"].lower().replace("_", "-")
    return owners


@cache
def distribution(name: str) -> Component:
    """A Python distribution with the licence texts of its wheel, or those kept here where it has none."""
    found = metadata.distribution(name)
    paths = [Path(str(found.locate_file(file))) for file in found.files or () if _holds_licence(file.parts)]
    kept = yaml.safe_load((THIRD_PARTY / "missing_licences.yaml").read_text(encoding="utf-8"))
    paths = paths or [THIRD_PARTY / file for file in kept.get(name, ())]
    if not paths:
        raise UnknownOriginError(f"{name}: its wheel has no licence text; add one to packaging/third_party.")
    return Component(name, found.version, "python", licence_name(found), _texts(paths))


def licence_name(found: metadata.Distribution) -> str:
    """The licence in few words, as the distribution itself names it."""
    said = found.metadata.get("License-Expression") or ""
    if not said:
        classes = [line for line in found.metadata.get_all("Classifier") or () if line.startswith("License ::")]
        said = ", ".join(line.rpartition(" :: ")[2] for line in classes)
    return said or (found.metadata.get("License") or "see the text").partition("\n")[0]


def _holds_licence(parts: tuple[str, ...]) -> bool:
    if not any(part.endswith(".dist-info") for part in parts):
        return False
    return "licenses" in parts or any(word in parts[-1].lower() for word in _TEXT_NAMES)


@cache
def interpreter() -> Component:
    """Python itself."""
    version = sys.version.split()[0]
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    places += [_DEBIAN_TEXTS / f"python3.{sys.version_info.minor}" / "copyright"]
    text = next((place for place in places if place.is_file()), None)
    if text is None:
        raise UnknownOriginError("Python: its licence text was not found beside it.")
    return Component("python", version, "interpreter", "PSF-2.0", _texts([text]))


def system_package(file: Path) -> Component:
    """The Debian or Ubuntu package of a system library that the build took along.

    Raises UnknownOriginError where no package owns the file.
    """
    name = _package_of(file)
    text = _DEBIAN_TEXTS / (name or "-") / "copyright"
    if name is None or not text.is_file():
        raise UnknownOriginError(f"{file}: nobody knows whose it is, so the build must not be given away.")
    ask = ["dpkg-query", "-W", "-f", "${Version}", name]
    version = subprocess.run(ask, capture_output=True, text=True, check=True).stdout.split()[0]
    return Component(name, version, "system", "see the text", _texts([text]))


@cache
def _package_of(file: Path) -> str | None:
    if shutil.which("dpkg-query") is None:
        return None
    without_usr = Path("/", *file.parts[2:]) if file.parts[:2] == ("/", "usr") else Path("/usr", *file.parts[1:])
    for place in (file, without_usr):  # a package may name a library by its place from before /lib became /usr/lib
        run = subprocess.run(["dpkg-query", "-S", str(place)], capture_output=True, text=True, check=False)
        if run.returncode == 0:
            return run.stdout.split(":")[0]
    return None


def _texts(paths: list[Path]) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8", errors="replace").strip() for path in sorted(paths) if path.is_file())


def own_texts(folder: Path = ROOT) -> dict[str, str]:
    """Licence texts that lie beside fonts and icons in our own folders, by their place."""
    found = [
        path
        for package in OURS
        for path in (folder / package).rglob("*.txt")
        if any(word in path.name.lower() for word in _TEXT_NAMES)
    ]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").strip() for path in sorted(found)}
