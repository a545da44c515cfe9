"""Questions, rules and world facts as data, and the plain values they are read into.

Belongs here: packs, rules, worked audits, their models, their checks, skip logic, answers. Imports nothing of ours.
Does not belong here: scores and verdicts (``core.assessment``), storage (``core.audit``), anything shown or printed.
"""
