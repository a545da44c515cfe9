"""What a consultant puts on a Word document: name and logo at its head, one colour, a line at the foot of each page."""

from __future__ import annotations

import base64
from io import BytesIO

from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from reports.branding import Branding
from reports.material import Material
from reports.text import clean
from reports.words import audit_status

_LOGO_BOX = (60, 18)  # mm, as in the PDF
_COLOURED = ("Title", "Heading 1", "Heading 2")


def put_branding(document: Docx, material: Material) -> None:
    """Head, colour and foot of a document that has nothing in it yet; says that it is a draft until it is signed."""
    branding = material.branding
    _head(document, branding)
    _colour(document, branding.colour)
    signed = material.document.signoff.prepared_by is not None
    state = audit_status(material.document) if signed else "DRAFT until signed"
    said = (branding.confidentiality, material.document.audit_id, state)
    document.sections[0].footer.paragraphs[0].text = " · ".join(clean(part) for part in said if part)


def _head(document: Docx, branding: Branding) -> None:
    image = branding.logo_image()
    if image is not None:
        scale = min(_LOGO_BOX[0] / image.width, _LOGO_BOX[1] / image.height)
        picture = BytesIO(base64.b64decode(branding.logo))
        document.add_picture(picture, width=Mm(image.width * scale), height=Mm(image.height * scale))
    if branding.name:
        document.add_paragraph().add_run(clean(branding.name)).bold = True


def _colour(document: Docx, colour: str) -> None:
    if not colour:
        return
    for line in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        document.styles["Title"].element.pPr.remove(line)  # it has a colour of its own
    for name in _COLOURED:
        document.styles[name].font.color.rgb = RGBColor.from_string(colour[1:].upper())
