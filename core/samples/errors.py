"""What can go wrong when sample files are read."""

from __future__ import annotations


class SampleError(ValueError):
    """Sample files that cannot be used; one sentence that names the file and the place."""
