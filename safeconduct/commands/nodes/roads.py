"""How a node is reached: ports, addresses, TLS, how many processes answer; and whether somebody does answer."""

import ssl
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """The node's two ports on the loopback: for members' browsers, and for other nodes."""

    web: int
    inbox: int


@dataclass(frozen=True)
class Many:
    """How many processes do the same work side by side."""

    web: int = 1
    inbox: int = 1
    workers: int = 1


@dataclass(frozen=True)
class Road:
    """How the world outside reaches the pages and the inbox; as it is by itself: not at all, only this machine does.

    `public` is the address that members type. With `certificate` and `key` the node speaks TLS itself, at `listen`;
    else `proxies` of the operator stand before it.
    """

    public: str = ""
    listen: str = LOOPBACK
    certificate: str = ""
    key: str = ""
    proxies: int = 0

    @property
    def host(self) -> str:
        """The host name in the address that members type; "" without one."""
        return urlsplit(self.public).hostname or ""


def web_server(port: int, road: Road, processes: int, application: str = "") -> list[str]:
    """The command of the server at this port; without an `application` it is the case application's."""
    what = ["--application", application] if application else []
    tls = ["--certificate", road.certificate, "--key", road.key] if road.certificate else []
    server = [sys.executable, "-m", "safeconduct.commands.nodes.listening"]
    return [*server, str(port), "--listen", road.listen, "--processes", str(processes), *what, *tls]


def is_pair(certificate: str | Path, key: str | Path) -> bool:
    """Whether these PEM files can be used together. Raises FileNotFoundError when one is missing."""
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except FileNotFoundError:
        raise
    except OSError:  # ssl's own faults too
        return False
    return True


def answers(port: int, road: Road) -> bool:
    """Whether somebody answers there, asked from this machine under a name that no certificate has."""
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=blind)
    )
    where = LOOPBACK if road.listen == "0.0.0.0" else road.listen  # noqa: S104 - compared, not bound
    scheme = "https" if road.certificate else "http"
    try:
        with opener.open(f"{scheme}://{where}:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
