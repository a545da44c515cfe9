"""The questions as files for the vendor, a workbook or a page for the browser, and what comes back in them.

Belongs here: what of a pack the vendor may see, the two shapes, reading them back, and the difference to what is
known. Does not belong here: saving what was taken (``desktop_app``), and audits handed to another auditor
(``core.audit.exchange``).
"""
