"""Recursive training as mathematics: what happens to a model whose training data come from its own predecessors.

Belongs here: one readable file a system with its sampler and closed forms, the shared regimes, the shape of a result.
Does not belong here: answers, priors and gauges (``core.risk``), anything printed or drawn.
"""
