"""The packs and rules, loaded once for all the processes that are going to be killed."""

from __future__ import annotations

from questionnaires.library import load_library

LIBRARY = load_library()
