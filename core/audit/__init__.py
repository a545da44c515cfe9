"""The record of an audit: its document, its tables, its workspace.

Belongs here: what is stored and exchanged. May import ``questionnaires``. Does not belong here: any judgement on what
is stored (``core.assessment``).
"""
