"""The program's own refusal of the network: a last line behind the fact that nothing in it asks for one.

It sees what Python code does. What a library written in C does by itself it cannot see; for that the suite runs where
there is no network and under a trace of system calls (``tests/test_offline.py``).
"""

from __future__ import annotations

import ipaddress
import sys
from functools import cache

_SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKS_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_THIS_COMPUTER = ("localhost", "")


class NetworkRefusedError(OSError):
    """Something in the program tried to reach another computer; it was stopped before anything was sent."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(f"Headwater uses no network, so the attempt to reach {host} was stopped; nothing was sent.")

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def refuse_network() -> None:
    """From now on refuse every connection, datagram and name lookup that leaves this computer; cannot be undone.

    Also switches the language-model libraries to work offline, so call it before they are imported. Connections within
    this computer stay allowed: some systems make pipes of them.
    """
    from core.neural import offline  # noqa: F401 - sets the switches when it is imported

    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _SENDS:
        host = _host(arguments[1])
    elif event in _LOOKS_UP:
        host = _text(arguments[0])
    else:
        return
    if host is not None and not _is_this_computer(host):
        raise NetworkRefusedError(host)


def _host(address: object) -> str | None:
    """The computer in an internet address; None for an address that is only a name within this computer."""
    return _text(address[0]) if isinstance(address, tuple) and len(address) >= 2 else None


def _text(host: object) -> str | None:
    if isinstance(host, bytes | bytearray):
        return host.decode(errors="replace")
    return host if isinstance(host, str) else None


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host.lower() in _THIS_COMPUTER
