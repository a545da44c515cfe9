"""The PDF writer: tagged pages on top of ReportLab.

ReportLab is set up here: no address is ever opened for a document, no colour is computed from text, the fonts are ones
that can be embedded.
"""

from reportlab import rl_config

from reports.pdf.corrections import correct_reportlab
from reports.pdf.fonts import register_fonts
from reports.pdf.line_breaks import keep_marks_with_letters

rl_config.trustedHosts = None
rl_config.trustedSchemes = []
rl_config.toColorCanUse = None
rl_config.useA85 = 0

register_fonts()
correct_reportlab()
keep_marks_with_letters()
