"""Recursive training as mathematics: what happens to a model whose training data come from its own predecessors.

Belongs here: one readable file a system with its sampler and closed forms, the shared regimes and the one loop of
rounds (``regimes``, ``rounds``), the shape of a result. Which system knows which data practice, and what each figure
rests on, is a table in ``docs/method-simulation.md``.
Does not belong here: answers, priors and gauges (``core.risk``), anything printed or drawn.
"""
