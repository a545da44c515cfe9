"""Ids for new audits."""

from __future__ import annotations

import datetime as dt
import secrets


def new_audit_id() -> str:
    """An id that no other audit has, with today's date for people to recognise it by."""
    return f"AUD-{dt.date.today():%Y%m%d}-{secrets.token_hex(3)}"
