"""A consultant's own name, logo, colour and confidentiality line on a report.

Nothing that the report finds can be branded: verdict words, grades, limits, versions and fingerprints have no place
here.
"""

from __future__ import annotations

import base64
import binascii
import re
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image
from pydantic import Field, field_validator

from questionnaires.answer import Frozen
from questionnaires.errors import UnusableInputError

LEAST_CONTRAST = 4.5
"""Contrast of text that anybody can read (WCAG 2.2, 1.4.3)."""
LARGEST_LOGO_FILE = 2_000_000
LARGEST_LOGO_SIDE = 6_000
_LOGO_PIXELS = (720, 216)  # 60 x 18 mm in print
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class Signatory(Frozen):
    """Who is to sign by hand, and as what."""

    name: str = Field(min_length=1, max_length=60)
    role: str = Field(default="", max_length=60)

    @property
    def in_words(self) -> str:
        """The name, and the role where there is one."""
        return f"{self.name}, {self.role}" if self.role else self.name


class Branding(Frozen):
    """What a consultant may put on a report.

    name: of the firm. logo: a PNG in base64, as ``read_logo`` makes it. colour: of the bar on the cover, as #RRGGBB.
    confidentiality: a line for every page. signatories: who is to sign by hand.
    """

    name: str = Field(default="", max_length=80)
    logo: str = Field(default="", max_length=1_000_000)
    colour: str = ""
    confidentiality: str = Field(default="", max_length=120)
    signatories: tuple[Signatory, ...] = Field(default=(), max_length=4)

    @field_validator("colour")
    @classmethod
    def _readable(cls, colour: str) -> str:
        if colour and not _COLOUR.fullmatch(colour):
            raise ValueError(f"the house colour must look like #0B4F6C, not {colour[:20]!r}")
        if colour and contrast_on_white(colour) < LEAST_CONTRAST:
            found = f"the house colour {colour} has a contrast of {contrast_on_white(colour):.1f} with white"
            raise ValueError(f"{found}; choose a darker one, of at least {LEAST_CONTRAST}")
        return colour

    @field_validator("logo")
    @classmethod
    def _drawable(cls, logo: str) -> str:
        if logo:
            _open(_decoded(logo), ("PNG",), _LOGO_PIXELS)
        return logo

    def logo_image(self) -> Image.Image | None:
        """The logo as pixels, or None where there is none."""
        return _open(_decoded(self.logo), ("PNG",), _LOGO_PIXELS) if self.logo else None


def read_logo(path: Path) -> str:
    """A logo file made ready for a report: its pixels alone, on white, small enough, as PNG in base64.

    Raises UnusableInputError, one sentence, for anything but a PNG or JPEG of sensible size.
    """
    try:
        if path.stat().st_size > LARGEST_LOGO_FILE:
            raise UnusableInputError(
                path.name, "", f"a logo has at most {LARGEST_LOGO_FILE / 1e6:.0f} MB; make it smaller"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnusableInputError(path.name, "", f"it cannot be read ({error.strerror})") from None
    try:
        image = _open(content, ("PNG", "JPEG"), (LARGEST_LOGO_SIDE, LARGEST_LOGO_SIDE))
    except ValueError as error:
        raise UnusableInputError(path.name, "", str(error)) from None
    image.thumbnail(_LOGO_PIXELS)
    out = BytesIO()
    image.save(out, "PNG", optimize=False)
    return base64.b64encode(out.getvalue()).decode("ascii")


def contrast_on_white(colour: str) -> float:
    """Contrast of a colour (#RRGGBB) with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    levels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _decoded(logo: str) -> bytes:
    try:
        return base64.b64decode(logo, validate=True)
    except binascii.Error:
        raise ValueError("the logo is not written in base64") from None


def _open(content: bytes, formats: tuple[str, ...], largest: tuple[int, int]) -> Image.Image:
    """The pixels of an image on white. Raises ValueError, one clause, for any other format, size or damage."""
    kinds = " or ".join(formats)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=formats)
            if image.width > largest[0] or image.height > largest[1]:
                raise ValueError(f"a logo has at most {largest[0]} x {largest[1]} points; make it smaller")
            pixels = image.convert("RGBA")
    except (OSError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValueError(f"it is not a {kinds} image that can be read; save the logo as {kinds}") from None
    white = Image.new("RGBA", pixels.size, "white")
    return Image.alpha_composite(white, pixels).convert("RGB")
