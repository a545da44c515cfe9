"""What Headwater computes, without a window: simulation, risk, samples, the audit record and its assessment.

Belongs here: mathematics, measurements, rules applied, storage. Does not belong here: question texts
(``questionnaires``), anything drawn or printed (``reports``), anything of Qt (``desktop_app``).
"""
