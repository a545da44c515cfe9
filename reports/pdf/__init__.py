"""The PDF writer: tagged pages on top of ReportLab.

ReportLab is set up here, before any module of this package uses it: no address or file is ever opened for a document,
no colour is computed from text, and the base font is one that can be embedded.
"""

from reportlab import rl_config

rl_config.trustedHosts = None
rl_config.trustedSchemes = []
rl_config.toColorCanUse = None
rl_config.useA85 = 0

from reports.pdf.fonts import REGULAR, register_fonts  # noqa: E402

register_fonts()
rl_config.canvas_basefontname = REGULAR

from reports.pdf.corrections import correct_reportlab  # noqa: E402

correct_reportlab()
