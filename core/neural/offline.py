"""Keeps the language-model libraries from looking for a network. Imported before them, and by nothing else."""

from __future__ import annotations

import os

SWITCHES = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK")

os.environ.update(dict.fromkeys(SWITCHES, "1"))
