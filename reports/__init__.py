"""What is given away of an audit: figures as pure geometry, the PDF and its check, letters, tables and other exports.

May import everything but ``desktop_app``; nothing else of ours imports ReportLab. Does not belong here: a score or a
verdict (``core.assessment``), a window (``desktop_app``), the wording of questions and rules (``questionnaires``).
"""
