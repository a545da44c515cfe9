"""From answers to a simulated risk: two gauges with an interval, and which open question would narrow them most.

May import ``core.simulation`` and ``questionnaires``. Does not belong here: what a risk means for the verdict
(``core.assessment``).
"""
