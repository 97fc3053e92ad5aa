"""The door `serve`: run the node of this machine until it is told to end."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from safeconduct.commands import keys
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public, recovery
from safeconduct.commands.nodes.homes import default_home, node_in, number, port, refuse_one_port, remember
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.processes import ending_in_order, requests_to_reload
from safeconduct.commands.nodes.roads import LOOPBACK, Many, Ports, Road, is_pair
from safeconduct.keys import turning

LOCAL = frozenset({"localhost", LOOPBACK, "::1"})
LOOK_AT_KEYS_EVERY = 3600.0


def main(arguments: list[str]) -> int:
    """0 after an orderly end. What is said here about the roads to the node is kept for the next start."""
    asked = _parser().parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    node.ports = Ports(asked.port or node.ports.web, asked.inbox_port or node.ports.inbox)
    refuse_one_port(node.ports)
    node.site = _site(node, asked)
    node.road = _road(node.road, asked)
    node.many = Many(
        asked.web or node.many.web, asked.inboxes or node.many.inbox, asked.workers or node.many.workers
    )
    node.endpoint = _address(asked.inbox, "--inbox") if asked.inbox else node.endpoint
    if not asked.inbox and urlsplit(node.endpoint).hostname == LOOPBACK:
        node.endpoint = f"http://{LOOPBACK}:{node.ports.inbox}/"
    with ending_in_order(), requests_to_reload() as asked_to_reload:
        try:
            _start(node)
            _say_where(node)
            while True:
                if asked_to_reload.wait(LOOK_AT_KEYS_EVERY):
                    asked_to_reload.clear()
                    _say("Asked to reload: new processes take the place of the old ones.")
                    node.reload()
                keys.take_due_step(node)
        except KeyboardInterrupt:
            pass
        finally:
            node.stop()
    _say("The node has ended.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run serve", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    parser.add_argument("--port", type=port, help="the port of its pages")
    parser.add_argument("--inbox-port", type=port, help="the port for other nodes")
    parser.add_argument("--public", metavar="URL", help="the address that members type: https://host/")
    parser.add_argument("--site", type=port, metavar="PORT", help="have a public site, at this port")
    parser.add_argument("--site-address", metavar="URL", help="the address that its readers type")
    parser.add_argument("--inbox", metavar="URL", help="the address for other nodes, as the card shows it")
    parser.add_argument(
        "--listen", metavar="ADDRESS", help=f"the address of this machine to listen at ({LOOPBACK})"
    )
    parser.add_argument(
        "--certificate", type=Path, metavar="FILE", help="speak TLS with this certificate (PEM)"
    )
    parser.add_argument("--key", type=Path, metavar="FILE", help="and this key (PEM, PKCS#8, no passphrase)")
    parser.add_argument(
        "--proxies", type=int, choices=range(10), help="how many proxies of yours stand before it"
    )
    for name, what in (("web", "of the pages"), ("inboxes", "of the inbox"), ("workers", "that carry")):
        parser.add_argument(f"--{name}", type=number, metavar="N", help=f"how many processes {what} (1)")
    return parser


def _site(node: Node, asked: argparse.Namespace) -> public.Site | None:
    """The public site of before with what is asked now; None where there is none. Raises CannotRun."""
    if node.site is None and not asked.site:
        if asked.site_address:
            raise CannotRun("A public site needs a port of its own: name it with --site.")
        return None
    site = node.site or public.Site(asked.site)
    site = replace(site, port=asked.site or site.port)
    if site.port in (node.ports.web, node.ports.inbox):
        raise CannotRun(
            f"The public site cannot listen at {site.port}, where the node does: name another --site."
        )
    return (
        replace(site, address=_address(asked.site_address, "--site-address")) if asked.site_address else site
    )


def _start(node: Node) -> None:
    node.refuse_served()
    node.refuse_taken_ports()
    node.migrates = False
    # Its days may have come while the node stood still. Whether the former keys can go, the database says later on.
    turning.advance(node.home / "keys", datetime.now(UTC), is_outstanding=lambda _since: True)
    node.prepare()
    remember(node)
    recovery.seal(node.home)
    node.start()


def _road(kept: Road, asked: argparse.Namespace) -> Road:
    """The road of before with what is asked now. Raises CannotRun for one that would lead nowhere, or be open."""
    road = replace(
        kept,
        public=_address(asked.public, "--public") if asked.public else kept.public,
        listen=asked.listen or kept.listen,
        certificate=str(asked.certificate.absolute()) if asked.certificate else kept.certificate,
        key=str(asked.key.absolute()) if asked.key else kept.key,
        proxies=kept.proxies if asked.proxies is None else asked.proxies,
    )
    if bool(road.certificate) != bool(road.key):
        raise CannotRun("TLS needs two files: name both, --certificate and --key.")
    if road.certificate:
        check_certificate(road)
    elif road.listen not in LOCAL:
        raise CannotRun(
            f"At {road.listen} everybody on the road could read along: name --certificate and --key, or put a proxy "
            "with TLS before the node and leave --listen out."
        )
    elif road.host and road.host not in LOCAL and not road.proxies:
        raise CannotRun(
            f"Nobody speaks TLS for {road.public} yet: name --certificate and --key, or --proxies 1 when a proxy of "
            "yours does."
        )
    return road


def check_certificate(road: Road) -> None:
    """Raise CannotRun when the node could not speak TLS with its two files."""
    try:
        fits = is_pair(road.certificate, road.key)
    except FileNotFoundError as fault:
        raise CannotRun("The file of --certificate or of --key is not there: look at both names.") from fault
    if not fits:
        raise CannotRun(
            "The files of --certificate and --key cannot be used together: is the one the key of the other, both PEM?"
        )


def _address(text: str, option: str) -> str:
    """https://host/ with its slash; on this machine http too. Raises CannotRun."""
    parts = urlsplit(text)
    is_local = parts.hostname in LOCAL
    if not parts.hostname or parts.scheme not in ({"https", "http"} if is_local else {"https"}):
        raise CannotRun(f"{option} {text} is no address that others can use: write it as https://host/.")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise CannotRun(f"{option} {text} holds more than a host and a port: write it as https://host/.")
    return f"{parts.scheme}://{parts.netloc}/"


def _say_where(node: Node) -> None:
    scheme = "https" if node.road.certificate else "http"
    own = f"{scheme}://{'localhost' if node.road.listen in LOCAL else node.road.listen}:{node.ports.web}/"
    _say(f"The node {node.id} runs. Its pages: {node.road.public or own}")
    if node.site is not None:
        _say(
            f"Its public site: {public.address_of_readers(node)}, written at {public.address_of_readers(node)}edit/."
        )
    _say(f"Other nodes reach it at {node.endpoint}. Log lines are in {node.home / 'logs'}. Ctrl-C ends it.")


def _say(line: str) -> None:
    print(line, flush=True)
