"""The program's own refusal of the network. Audit hooks stay for ever, so each case runs in a process of its own.

Nothing here is sent anywhere: refused addresses are only announced to the hook, or stand for this computer itself.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

GUARD = "from desktop_app.offline import refuse_network, NetworkRefusedError; refuse_network()\n"
REACH = "import socket, sys; socket.create_connection(('{host}', {port}), timeout=5).close(); print('reached')"


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody who would notice, on this computer only."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.skipif(sys.platform == "win32", reason="0.0.0.0 leads back to this computer on POSIX systems only")
def test_a_connection_is_refused_in_one_sentence_and_nobody_hears_of_it(listener: socket.socket) -> None:
    reach = REACH.format(host="0.0.0.0", port=listener.getsockname()[1])
    found = run(GUARD + reach)
    assert found.returncode == 1
    assert found.stderr.splitlines()[-1] == (
        "desktop_app.offline.NetworkRefusedError: Headwater uses no network, so the attempt to reach 0.0.0.0 was "
        "stopped; nothing was sent."
    )
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.skipif(sys.platform == "win32", reason="0.0.0.0 leads back to this computer on POSIX systems only")
def test_without_the_guard_the_same_connection_is_made(listener: socket.socket) -> None:
    assert run(REACH.format(host="0.0.0.0", port=listener.getsockname()[1])).stdout == "reached\n"
    listener.accept()[0].close()


def test_this_computer_can_still_talk_to_itself(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert run(GUARD + REACH.format(host="127.0.0.1", port=port)).stdout == "reached\n"
    pair = "import socket; one, two = socket.socketpair(); one.send(b'x'); print(two.recv(1)); one.close(); two.close()"
    assert run(GUARD + pair).stdout == "b'x'\n"


ANNOUNCE = """
import socket, sys
one = socket.socket(socket.{family}, socket.SOCK_DGRAM)
try:
    sys.audit({event!r}, *{arguments})
except NetworkRefusedError as error:
    print(error.host)
one.close()
"""


@pytest.mark.parametrize(
    ("event", "arguments", "host"),
    [
        ("socket.connect", "(one, ('192.0.2.1', 80))", "192.0.2.1"),
        ("socket.connect", "(one, (b'192.0.2.1', 80))", "192.0.2.1"),
        ("socket.connect", "(one, ('2001:db8::1', 80, 0, 0))", "2001:db8::1"),
        ("socket.connect", "(one, ('fe80::1%eth0', 80, 0, 0))", "fe80::1%eth0"),
        ("socket.connect", "(one, ('huggingface.co', 443))", "huggingface.co"),
        ("socket.connect", "(one, ('localhost.example.org', 443))", "localhost.example.org"),
        ("socket.sendto", "(one, ('<broadcast>', 9))", "<broadcast>"),
        ("socket.sendmsg", "(one, ('192.0.2.1', 9))", "192.0.2.1"),
        ("socket.getaddrinfo", "('huggingface.co', 443, 0, 0, 0)", "huggingface.co"),
        ("socket.gethostbyname", "('huggingface.co',)", "huggingface.co"),
        ("socket.gethostbyaddr", "('192.0.2.1',)", "192.0.2.1"),
    ],
)
def test_every_way_out_is_refused(event: str, arguments: str, host: str) -> None:
    found = run(GUARD + ANNOUNCE.format(family="AF_INET", event=event, arguments=arguments))
    assert (found.stdout, found.stderr) == (f"{host}\n", "")


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", "(one, ('127.0.0.1', 80))"),
        ("socket.connect", "(one, ('::1', 80, 0, 0))"),
        ("socket.connect", "(one, '/run/some.socket')"),
        ("socket.sendmsg", "(one, None)"),
        ("socket.getaddrinfo", "(None, 80, 0, 0, 0)"),
        ("socket.getaddrinfo", "('localhost', 80, 0, 0, 0)"),
    ],
)
def test_what_stays_within_this_computer_is_not_refused(event: str, arguments: str) -> None:
    found = run(GUARD + ANNOUNCE.format(family="AF_INET", event=event, arguments=arguments))
    assert (found.stdout, found.stderr) == ("", "")


def test_the_language_model_libraries_are_told_to_stay_offline() -> None:
    found = run(GUARD + "import os; print(os.environ['HF_HUB_OFFLINE'], os.environ['TRANSFORMERS_OFFLINE'])")
    assert found.stdout == "1 1\n"


def test_the_guard_loads_nothing_heavy_and_is_set_once() -> None:
    script = GUARD + "refuse_network()\nimport sys; print({'numpy', 'torch', 'PySide6', 'pydantic'} & set(sys.modules))"
    assert run(script).stdout == "set()\n"
    assert run(
        script + "\nfrom desktop_app import offline; print(offline.refuse_network.cache_info().misses)"
    ).stdout == ("set()\n1\n")
