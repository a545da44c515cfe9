"""Writes a structure tree into the PDF: elements, the way back from page content to them, and links."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString

from reports.pdf.tagging import Element, MarkedContent, StructureTree

_ROOT = "StructureRoot"
_LINK_NUMBERS = 100_000  # numbers of links in the parent tree start here, above any page


def link_number(index: int) -> int:
    """The number under which the parent tree holds the link of that index."""
    return _LINK_NUMBERS + index


def write_structure(document: Any, tree: StructureTree, pages: int) -> None:
    """Add the tree to ReportLab's document of ``pages`` pages; call it before the document is saved."""
    elements = tree.elements()
    names = {id(element): f"Structure{index}" for index, element in enumerate(elements)}
    for element in elements:
        document.Reference(_element(document, tree, element, names), names[id(element)])

    parents: list[Any] = []
    for page, marked in sorted(tree.pages.items()):
        parents += [page - 1, PDFArray([PDFObjectReference(names[id(element)]) for element in marked])]
    for index, link in enumerate(tree.links):
        parents += [link_number(index), PDFObjectReference(names[id(link.element)])]
    parent_tree = document.Reference(PDFDictionary({"Nums": PDFArray(parents)}), "StructureParents")

    root = PDFDictionary(
        {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFArray([PDFObjectReference(names[id(tree.root)])]),
            "ParentTree": parent_tree,
            "ParentTreeNextKey": link_number(len(tree.links)),
        }
    )
    document.Reference(root, _ROOT)
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    for page in range(1, pages + 1):
        _point_to_parents(document.idToObject[f"Page{page}"], page - 1 if page in tree.pages else None)


def _element(document: Any, tree: StructureTree, element: Element, names: dict[int, str]) -> PDFDictionary:
    children: list[Any] = []
    for child in element.children:
        if isinstance(child, MarkedContent):
            page = PDFObjectReference(f"Page{child.page}")
            children.append(PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": child.number}))
        elif id(child) in names:
            children.append(PDFObjectReference(names[id(child)]))
    for link in tree.links:
        if link.element is element:
            target = {"Type": PDFName("OBJR"), "Obj": document.refAnnotation(link.annotation)}
            children.append(PDFDictionary({**target, "Pg": PDFObjectReference(f"Page{link.page}")}))

    parent = names[id(element.parent)] if element.parent is not None else _ROOT
    entries: dict[str, Any] = {
        "Type": PDFName("StructElem"),
        "S": PDFName(element.role),
        "P": PDFObjectReference(parent),
        "K": PDFArray(children),
    }
    if element.alternative:
        entries["Alt"] = PDFString(element.alternative)
    if element.box is not None:
        box = PDFArray([round(side, 2) for side in element.box])
        layout = {"O": PDFName("Layout"), "BBox": box, "Placement": PDFName("Block")}
        entries["A"] = PDFDictionary(layout)
    if element.scope:
        entries["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
    return PDFDictionary(entries)


def _point_to_parents(page: Any, number: int | None) -> None:
    page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]
    page.StructParents = number
    page.Tabs = PDFName("S")
