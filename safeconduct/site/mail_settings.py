"""How this node sends mail: a file of the node for what everybody may know, and a secret for the password.

Without the file a node for real people sends none: nothing is sent over a server that nobody named. Each mail looks
into the file, so a change of the settings takes effect at once and in every process.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE, PASSWORD = "mail.json", "mail"
SENDER = "safeconduct.site.sender.Sender"
SECONDS = 20
"""How long a mail server may take to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """`security`: tls (from the first byte), starttls, or none, which is for a server on this very machine."""

    host: str
    port: int
    security: str
    user: str
    sender: str


def read(home: Path | None) -> MailSettings | None:
    """What the node in `home` was told; None where nothing was."""
    path = home / FILE if home is not None else None
    return MailSettings(**json.loads(path.read_text(encoding="utf-8"))) if path and path.exists() else None


def read_password(home: Path | None) -> str:
    """The password of the mail account; "" where there is none."""
    path = home / "secrets" / PASSWORD if home is not None else None
    return path.read_text(encoding="utf-8") if path and path.exists() else ""


def keep(home: Path, mail: MailSettings, password: str) -> None:
    """Write both down, readable by the node's account only."""
    _write(home / "secrets" / PASSWORD, password)
    _write(home / FILE, json.dumps(asdict(mail), ensure_ascii=False))


def forget(home: Path) -> None:
    """The node sends no mail any more."""
    for path in (home / FILE, home / "secrets" / PASSWORD):
        path.unlink(missing_ok=True)


def options(mail: MailSettings, password: str) -> dict[str, Any]:
    """For Django's own sender of mails."""
    return {
        "host": mail.host,
        "port": mail.port,
        "username": mail.user,
        "password": password,
        "use_tls": mail.security == "starttls",
        "use_ssl": mail.security == "tls",
        "timeout": SECONDS,
    }


@dataclass(frozen=True, eq=False)
class ByTheFile(Mapping[str, Any]):
    """Django's MAILERS of a node, read each time that somebody looks; empty where the node sends none."""

    home: Path | None

    def __getitem__(self, alias: str) -> dict[str, Any]:
        """How to send, as Django wants it said."""
        mail = read(self.home) if alias == "default" else None
        if mail is None:
            raise KeyError(alias)
        given = {**options(mail, read_password(self.home)), "sender": mail.sender}
        return {"BACKEND": SENDER, "OPTIONS": given}

    def __iter__(self) -> Iterator[str]:
        """One way, or none."""
        return iter(["default"] if read(self.home) else [])

    def __len__(self) -> int:
        """How many."""
        return len(list(iter(self)))


def _write(path: Path, text: str) -> None:
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    half.rename(path)
