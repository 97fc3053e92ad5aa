"""The door `units`: what systemd is told of a node: one service, more workers where wanted, a backup every night."""

import argparse
import pwd
import shlex
import sys
from pathlib import Path

from safeconduct.commands.backups.folders import PLACES
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in
from safeconduct.commands.nodes.node import Node, facts_of
from safeconduct.commands.places import REPOSITORY

HARDENED = """
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
UMask=0077
""".strip()
"""The node writes into its own folder and nowhere else, opens no raw socket, and can become nobody else."""


_TEMPORARY = "the service sees an empty one there (PrivateTmp)"
_OF_SOMEBODY = "the service may change nothing there, nor enter what is somebody's own (ProtectHome)"
HIDDEN = {"/tmp": _TEMPORARY, "/var/tmp": _TEMPORARY, "/home": _OF_SOMEBODY, "/root": _OF_SOMEBODY}  # noqa: S108 - hidden
"""Where a node or its clone cannot be run by the units, and why."""


def main(arguments: list[str]) -> int:
    """Print the units, or write them into a folder. Raises CannotRun for a node that root runs."""
    asked = _parser().parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    user = asked.user or _owner(node)
    made = units(node, user)
    if asked.to is None:
        print("\n".join(f"# {name}\n{text}" for name, text in made.items()), end="")
    else:
        _write(made, asked.to)
    for sentence in doubts(node.home, user):
        print(f"safeconduct: {sentence}", file=sys.stderr)
    return 0


def _write(made: dict[str, str], folder: Path) -> None:
    for name, text in made.items():
        try:
            (folder / name).write_text(text)
        except OSError as fault:
            raise CannotRun(f"Nothing can be written into {folder}: {fault.strerror}.") from fault
        print(folder / name)


def doubts(home: Path, user: str) -> list[str]:
    """What would keep a service of this account from running this node, each with what to do."""
    said = []
    try:
        if pwd.getpwnam(user).pw_uid != home.stat().st_uid:
            said.append(f"The folder {home} is not {user}'s: chown -R {user}: {shlex.quote(str(home))}")
    except KeyError:
        said.append(f"There is no account {user} on this machine: useradd --system {user}")
    for what, folder in (("node", home), ("clone", REPOSITORY)):
        hidden = next((each for each in HIDDEN if folder.resolve().is_relative_to(each)), None)
        if hidden is not None:
            said.append(
                f"The {what} lies under {hidden}, and {HIDDEN[hidden]}: move it, for example under /srv, and write the "
                "units again."
            )
    return said


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run units", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="write them there: /etc/systemd/system")
    parser.add_argument("--user", help="the account that runs the node; without it, whose folder it is")
    return parser


def _owner(node: Node) -> str:
    name = pwd.getpwuid(node.home.stat().st_uid).pw_name
    if name == "root":
        raise CannotRun(
            f"The node in {node.home} is root's, and a service should not be: make an account for it, give it the "
            "folder with chown -R, and name it with --user."
        )
    return name


def units(node: Node, user: str) -> dict[str, str]:
    """The text of each unit by its file's name."""
    name = f"safeconduct-{node.id}"
    places = facts_of(node.home).get(PLACES, {})
    written = [str(node.home), *(str(place) for place in places.values())]
    return {
        f"{name}.service": _service(
            f"Safeconduct node {node.id}",
            "After=network-online.target\nWants=network-online.target",
            "Type=exec\n"
            f"ExecStart={_run('serve', node)}\n"
            "ExecReload=/bin/kill -HUP $MAINPID\n"
            "KillMode=mixed\nTimeoutStopSec=60\nRestart=on-failure\nRestartSec=2",
            user, written[:1], wanted=True,
        ),
        f"{name}-worker@.service": _service(
            f"Safeconduct node {node.id}, worker %i",
            f"After={name}.service\nPartOf={name}.service\nJoinsNamespaceOf={name}.service",
            f"Type=exec\nExecStart={_run('worker', node)}\nTimeoutStopSec=30\nRestart=always\nRestartSec=5",
            user, written[:1], wanted=True,
        ),
        f"{name}-backup.service": _service(
            f"Safeconduct node {node.id}, backup",
            f"After={name}.service\nJoinsNamespaceOf={name}.service",
            f"Type=oneshot\nExecStart={_run('backup', node)}",
            user, written, wanted=False,
        ),
        f"{name}-backup.timer": BACKUP_TIMER.format(node=node.id),
    }  # fmt: skip


BACKUP_TIMER = """[Unit]
Description=Safeconduct node {node}, backup every night

[Timer]
OnCalendar=*-*-* 02:00:00
RandomizedDelaySec=1h
Persistent=yes

[Install]
WantedBy=timers.target
"""


def _service(described: str, order: str, does: str, user: str, written: list[str], *, wanted: bool) -> str:
    paths = "\n".join(f"ReadWritePaths={_quoted(path)}" for path in written)
    install = "\n[Install]\nWantedBy=multi-user.target\n" if wanted else ""
    return (
        f"[Unit]\nDescription={described}\n{order}\n\n[Service]\nUser={user}\nWorkingDirectory={_path(REPOSITORY)}\n"
        f"{does}\n{paths}\n{HARDENED}\n{install}"
    )


def _run(command: str, node: Node) -> str:
    return f"{_quoted(str(REPOSITORY / 'run'))} {command} --home {_quoted(str(node.home))}"


def _path(path: Path) -> str:
    """WorkingDirectory is taken as it stands: only the percent sign means something."""
    return str(path).replace("%", "%%")


def _quoted(text: str) -> str:
    """As one word, with nothing in it that systemd would read as something else."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{safe}"'
