"""The Debian package is made, installed, used and removed: what a person would do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from linux.deb import package

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

INSTALLED = Path("/usr/bin/headwater")
START_LIMIT_S = 60.0
SETTLE_S = 4.0
"""Until the loop of the window runs, even where many programs share the machine."""


def cannot() -> str:
    """Why this machine cannot try a package; empty where it can."""
    if shutil.which("dpkg-deb") is None:
        return "dpkg-deb is not here, so the Debian package was neither made nor tried."
    if os.geteuid() != 0:
        return "only root can install a package, so the Debian package was neither made nor tried."
    if os.path.lexists(INSTALLED):
        return f"{INSTALLED} is there already and must not be touched, so the Debian package was not tried."
    return ""


@pytest.fixture(scope="module")
def installed(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The command of the installed package; removed at the end, and nothing of it stays."""
    if why := cannot():
        pytest.skip(why)
    made = package(program, tmp_path_factory.mktemp("deb"), fast=True)
    subprocess.run(["dpkg", "--install", "--force-depends", str(made)], check=True, capture_output=True)
    try:
        yield INSTALLED
    finally:
        subprocess.run(["dpkg", "--purge", "headwater"], check=True, capture_output=True)
    assert not os.path.lexists(INSTALLED)
    assert not Path("/usr/lib/headwater").exists()


def run(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **more}
    return subprocess.run(list(words), env=environment, cwd=home, capture_output=True, text=True, check=False)


def test_the_installed_program_checks_itself(installed: Path, tmp_path: Path) -> None:
    found = run(tmp_path, "headwater", "selftest", QT_QPA_PLATFORM="offscreen")
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_installed_program_writes_reports_that_verify(installed: Path, tmp_path: Path) -> None:
    made = run(tmp_path, "headwater", "demo", "--out", "reports")
    assert made.returncode == 0, made.stderr
    report = sorted((tmp_path / "reports").glob("*.pdf"))[0]
    checked = run(tmp_path, "headwater", "verify", str(report))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def opens_and_ends(installed: Path, home: Path, *words: str) -> None:
    """Start the window, see that it has begun its session, and ask it to end."""
    with Screen() as where:
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **where}
        command = [str(installed), "--data-dir", str(home / "work"), *words]
        window = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
        until = time.monotonic() + START_LIMIT_S
        record = home / "work" / "session.txt"  # begun when the window has been made, right before it is shown
        while not record.exists() and window.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        began = record.exists()
        time.sleep(SETTLE_S)
        window.send_signal(signal.SIGTERM)
        _, said = window.communicate(timeout=30)
        assert began
        assert window.returncode == 0, said.decode()
        assert not record.exists(), "a session that ended well leaves no record"


def test_its_window_opens_and_ends_when_asked(installed: Path, tmp_path: Path) -> None:
    opens_and_ends(installed, tmp_path)


def test_it_opens_on_an_audit_that_somebody_clicked_on(installed: Path, tmp_path: Path) -> None:
    sample = installed.resolve().parent / "_internal" / "questionnaires" / "examples" / "A_strong_vendor.yaml"
    made = run(tmp_path, "headwater", "audit", "export", str(sample), "an audit.headwater")
    assert made.returncode == 0, made.stderr
    opens_and_ends(installed, tmp_path, str(tmp_path / "an audit.headwater"))


def test_the_desktop_knows_it(installed: Path) -> None:
    entry = Path("/usr/share/applications/headwater.desktop").read_text()
    assert "Exec=headwater %f" in entry
    assert Path("/usr/share/mime/packages/headwater.xml").exists()
    assert Path("/usr/share/icons/hicolor/scalable/apps/headwater.svg").exists()
    assert "LESSER GENERAL" in Path("/usr/share/doc/headwater/copyright").read_text()


class Screen:
    """A screen of its own where Xvfb is installed; otherwise drawing to memory."""

    def __enter__(self) -> dict[str, str]:
        self._server = None
        if shutil.which("Xvfb") is None:
            return {"QT_QPA_PLATFORM": "offscreen"}
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            return {"DISPLAY": f":{answer.readline().strip()}"}

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
