"""Write what Windows shows of a program's properties: python packaging/windows/version_info.py. NOT RUN ON WINDOWS YET.

The file is made from the version of pyproject.toml before a build; packaging/headwater.spec takes it.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bundle_rules import version  # noqa: E402

TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0
  ),
  kids=[
    StringFileInfo([StringTable("080904B0", [
      StringStruct("CompanyName", "The Headwater contributors"),
      StringStruct("FileDescription", "Headwater"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "headwater"),
      StringStruct("LegalCopyright", "The Headwater contributors, MIT licence"),
      StringStruct("ProductName", "Headwater"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0809, 1200])]),
  ],
)
"""


def text() -> str:
    """The file's content; Windows wants four numbers."""
    numbers = [int(part) for part in version().split(".")]
    return TEXT.format(numbers=tuple([*numbers, 0, 0, 0, 0][:4]), version=version())


if __name__ == "__main__":
    (HERE / "version_info.txt").write_text(text(), encoding="utf-8")
