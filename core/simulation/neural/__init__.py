"""Recursive training of small neural networks: systems that need torch, from the ``neural`` extra.

Belongs here: what the systems train on, how a round is trained and what is measured. The modules named after a system
describe it and are light; only the modules ending in ``_rounds`` and those they call import torch, when a system runs.
Does not belong here: systems that are mathematics alone (``core.simulation``).
"""
