"""Sending questions to the vendor and reading the answers in, for the window and the command line.

Belongs here: what both need to write a file and to take answers in, and the two dialogs. Does not belong here: the
files themselves and what they mean (``questionnaires.exchange``).
"""
