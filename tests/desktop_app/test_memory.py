"""Memory that no other program shares, in a process of its own: in a large one, a leak would be a small share."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.desktop_app.memory_growth import OWN

ALLOWED = 0.05
"""The share by which memory may grow."""
LEFT_BEHIND = 100
"""Objects that an audit may leave behind; its answers alone are hundreds."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OWN.exists(), reason="this system has no /proc/self/smaps_rollup"),
]


def stays(over: str) -> float:
    command = [sys.executable, "-m", "tests.desktop_app.memory_growth", over]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


def test_two_hundred_page_switches_leave_memory_as_it_was():
    assert stays("switches") < ALLOWED


def test_the_measure_sees_two_hundred_kilobytes_kept_at_every_switch():
    assert stays("switches-keeping") > ALLOWED


def test_an_audit_is_let_go_when_the_next_is_opened():
    assert stays("audits") < LEFT_BEHIND


def test_the_measure_sees_the_answers_of_an_audit_kept():
    assert stays("audits-keeping") > LEFT_BEHIND
