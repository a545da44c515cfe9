"""Sample outputs of a vendor, measured against human reference text.

Imports nothing of ours. Does not belong here: what a reading means for the verdict (``core.assessment``).
"""
