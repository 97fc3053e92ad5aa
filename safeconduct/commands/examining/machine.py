"""The machine: who may read the node's files, its certificate, its clock, its disk and logs, and the last backup."""

import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from safeconduct.commands.backups.folders import PLACES
from safeconduct.commands.examining.findings import Finding, Look, ok, warning, wrong
from safeconduct.commands.nodes.homes import typed
from safeconduct.commands.nodes.node import facts_of
from safeconduct.commands.nodes.roads import is_pair

BACKUPS = "backups.json"
"""What the backup command writes: {"data": {"at": ISO 8601, "to": text}, "keys": {...}}."""
OLD_DAYS, TOO_OLD_DAYS = 2, 7
DAYS_LEFT = 21
"""A certificate of 90 days is renewed when a third of it is left."""
SECONDS_OFF, SECONDS_WRONG = 2.0, 30.0
GIB = 1024**3
LITTLE, TOO_LITTLE = 5 * GIB, GIB
MUCH_LOG = 2 * GIB


def files(look: Look) -> Finding:
    """Secrets and keys can be read by the node's account and by nobody else."""
    open_ones = sorted(
        str(path.relative_to(look.node.home)) for path in _private(look.node.home) if _is_open(path)
    )
    if open_ones:
        said = ", ".join(open_ones[:5]) + (f" and {len(open_ones) - 5} more" if len(open_ones) > 5 else "")
        return wrong(
            f"Others may read these, or they are another account's: {said}.",
            "Give them to the node's account with chown, then chmod 700 for folders and 600 for files. If others work "
            "on this machine, change the passwords and keys too.",
        )
    return ok("Secrets and keys are closed to others.")


def _private(home: Path) -> Iterator[Path]:
    for folder in (home / "secrets", home / "keys"):
        yield folder
        yield from folder.iterdir()
    yield from (path for path in (home / "mail.json", home / "recovery.json") if path.exists())


def _is_open(path: Path) -> bool:
    found = path.lstat()
    return bool(stat.S_IMODE(found.st_mode) & 0o077) or found.st_uid != os.geteuid()


def certificate(look: Look) -> Finding:
    """The certificate belongs to its key, names this node's hosts, and holds for three weeks."""
    road = look.node.road
    if not road.certificate:
        return ok("A proxy speaks TLS, or only this machine is served: no certificate is looked at.")
    renew = "Have it renewed, then ./run reload."
    try:
        fits = is_pair(road.certificate, road.key)
        shown = x509.load_pem_x509_certificate(Path(road.certificate).read_bytes())
    except (OSError, ValueError):
        return wrong("The certificate or its key is missing, or is no PEM file.", renew)
    if not fits:
        return wrong("The certificate and the key do not belong together.", renew)
    if road.host and road.host not in _hosts(shown):
        return wrong(f"The certificate is not for {road.host}.", renew)
    days = (shown.not_valid_after_utc - datetime.now(UTC)).days
    if days < 0:
        return wrong("The certificate has expired: nobody reaches the node.", renew)
    if days < DAYS_LEFT:
        return warning(f"The certificate holds for {days} days.", renew)
    return ok(f"The certificate holds for {days} days.")


def _hosts(shown: x509.Certificate) -> list[str]:
    try:
        names = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(name) for name in names.get_values_for_type(x509.DNSName)]


def clock(look: Look) -> Finding:
    """The machine's clock and that of the database server agree."""
    before = time.time()
    row = look.connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    assert row is not None  # noqa: S101  (a SELECT without FROM always has a row)
    off = abs(row[0] - (before + time.time()) / 2)
    if off < SECONDS_OFF:
        return ok("The machine's clock and the database server's agree.")
    found = wrong if off >= SECONDS_WRONG else warning
    return found(
        f"The machine's clock and the database server's are {off:.0f} seconds apart.",
        "Let both follow a time server, with systemd-timesyncd or chrony: signatures and deadlines hang on it.",
    )


def backup(look: Look) -> Finding:
    """The newest backup of data and of keys is not older than two days."""
    make = _backing_up(look.node.home)
    try:
        kept = json.loads((look.node.home / BACKUPS).read_text())
        times = [datetime.fromisoformat(kept[part]["at"]) for part in ("data", "keys")]
    except FileNotFoundError:
        return warning("There is no backup yet.", make)
    except (ValueError, KeyError, TypeError):
        return wrong(f"The file {BACKUPS} cannot be read.", make)
    days = (datetime.now(UTC) - min(times)).days
    if days < OLD_DAYS:
        return ok(f"The newest backup is {days} days old.")
    found = wrong if days >= TOO_OLD_DAYS else warning
    return found(f"The newest backup is {days} days old.", make)


def _backing_up(home: Path) -> str:
    """How one is made: a node that knows no folders for it, a new or a restored one, must be told them once."""
    known = bool(facts_of(home).get(PLACES))
    line = typed("./run backup" if known else "./run backup --to FOLDER --keys-to FOLDER", home)
    once = "" if known else " (two folders on two disks; they are remembered)"
    return f"Make one with {line}{once}, and let a timer do it every day."


def disk(look: Look) -> Finding:
    """There is room on the disk of the node's folder."""
    free = shutil.disk_usage(look.node.home).free
    said = f"{free / GIB:.1f} GiB are free where the node's folder is."
    if free >= LITTLE:
        return ok(said)
    found = wrong if free < TOO_LITTLE else warning
    return found(said, "Make room: a database on a full disk stops, and a backup cannot be made.")


def logs(look: Look) -> Finding:
    """The log files have not outgrown what is kept of them."""
    folder = look.node.home / "logs"
    size = sum(path.stat().st_size for path in folder.iterdir()) if folder.exists() else 0
    if size < MUCH_LOG:
        return ok(f"The log files hold {size / GIB:.2f} GiB.")
    return warning(
        f"The log files hold {size / GIB:.1f} GiB.", "Delete old ones in logs/, those with a number."
    )
