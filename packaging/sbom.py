"""The bill of materials of a build in CycloneDX 1.6, for whoever watches for weaknesses in what they run.

python packaging/sbom.py dist/work/headwater dist/headwater.cdx.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bundle_rules import version
from inventory import Component, components

_PURL = {"python": "pkg:pypi/{}@{}", "system": "pkg:deb/debian/{}@{}", "interpreter": "pkg:generic/{}@{}"}


def bill(found: list[Component]) -> dict[str, object]:
    """The whole document; without a time or a random number, so that two builds of a commit agree."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "headwater", "version": version()}},
        "components": [
            {
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": _PURL[part.kind].format(part.name, part.version),
                "licenses": [{"license": {"name": part.licence}}],
            }
            for part in found
        ],
    }


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(bill(components(Path(sys.argv[1]))), indent=1) + "\n", encoding="utf-8")
