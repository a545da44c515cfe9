"""From answers, risk and readings to scores, caps, a verdict and findings.

May import ``core.risk``, ``core.samples`` results, ``core.audit`` and ``questionnaires``. Does not belong here: how
any of it is printed.
"""
