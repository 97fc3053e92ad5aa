"""Settings of a node and of its public site: declared once, typed, with their reason. DECLARED has them all."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "SAFECONDUCT_"


class WrongSetting(ImproperlyConfigured):
    """A setting is unknown, missing or wrong; the text is one sentence that says which and what to do."""


@dataclass(frozen=True)
class Declared:
    """One setting as the handbook shows it."""

    name: str
    kind: str
    default: str
    why: str


DECLARED: dict[str, Declared] = {}


def setting[T](name: str, kind: Callable[[str], T], *, default: T, why: str) -> T:
    """Read the setting `name` from the environment once; `kind` turns the text into a value or raises ValueError."""
    DECLARED[name] = Declared(name, kind.__name__.replace("_", " "), _shown(default), why)
    text = os.environ.get(name)
    if text is None or text == "":
        return default
    try:
        return kind(text)
    except ValueError as fault:
        raise WrongSetting(f"The setting {name} is not {DECLARED[name].kind}: {fault}.") from fault


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return "1" if default else "0"
    if isinstance(default, tuple | list):
        return ",".join(map(str, default)) or "none"
    return "none" if default is None else str(default)


def refuse_unknown(names: Iterable[str]) -> None:
    """Raise WrongSetting when the environment holds a name of ours that nothing declares: it is misspelt."""
    unknown = sorted(name for name in names if name.startswith(PREFIX) and name not in DECLARED)
    if unknown:
        raise WrongSetting(
            f"The setting {unknown[0]} is unknown: compare its spelling with docs/reference/settings.md."
        )


def require(value: object, name: str) -> None:
    """Raise WrongSetting when a running process lacks the setting."""
    if value is None:
        raise WrongSetting(f"The setting {name} is missing: {DECLARED[name].why}.")


def secret_of(home: Path | None, name: str, otherwise: str) -> str:
    """The content of `<home>/secrets/<name>`; `otherwise` when no node is chosen."""
    if home is None:
        return otherwise
    path = home / "secrets" / name
    try:
        return path.read_text()
    except OSError as fault:
        raise WrongSetting(
            f"The secret {path} cannot be read: prepare the node, or start as its owner."
        ) from fault


def folder(text: str) -> Path:
    """An absolute folder."""
    path = Path(text)
    if not path.is_absolute():
        raise ValueError(f"{text} does not begin with /")
    return path


def socket_path(text: str) -> Path:
    """The absolute path of a socket on this machine."""
    return folder(text)


def yes_or_no(text: str) -> bool:
    """1 or 0."""
    if text not in ("0", "1"):
        raise ValueError(f"{text} is neither 1 nor 0")
    return text == "1"


def names(text: str) -> tuple[str, ...]:
    """Names, separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def comparisons_of(*known: str) -> Callable[[str], tuple[tuple[str, str], ...]]:
    """Some of these lists with who compared each and when: labour_adult=Ioana Pop 2027-01-31, separated by commas."""

    def comparisons(text: str) -> tuple[tuple[str, str], ...]:
        found = []
        for part in names(text):
            name, _equals, who = (piece.strip() for piece in part.partition("="))
            if name not in known:
                raise ValueError(f"{name} is none of {', '.join(known)}")
            if not who or not who.isprintable():
                raise ValueError(f"{part} does not say who compared it")
            found.append((name, who))
        return tuple(found)

    return comparisons


def title(text: str) -> str:
    """A name for people, at most 80 signs."""
    if len(text) > 80 or not text.isprintable():
        raise ValueError("it is longer than 80 signs, or holds one that cannot be shown")
    return text


def endpoint(text: str) -> str:
    """An address such as https://inbox.example.org/."""
    if not text.endswith("/") or not text.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError(f"{text} does not begin with https:// and end in a slash")
    return text


def page_address(text: str) -> str:
    """An address such as https://referrals.example.org/; on this machine without TLS too."""
    is_here = text.startswith("http://") and text.split("/")[2].partition(":")[0].endswith("localhost")
    if not text.endswith("/") or not (text.startswith("https://") or is_here):
        raise ValueError(f"{text} does not begin with https:// and end in a slash")
    return text


def country(text: str) -> str:
    """A country's two capital letters."""
    if len(text) != 2 or not text.isascii() or not text.isupper():
        raise ValueError(f"{text} is not two capital letters")
    return text


def node_name(text: str) -> str:
    """A node's name: small letters, digits and hyphens, beginning with a letter."""
    if not text or len(text) > 30 or not text[0].isalpha():
        raise ValueError(f"{text} does not begin with a letter or is longer than 30")
    if not all(sign.isascii() and (sign.islower() or sign.isdigit() or sign == "-") for sign in text):
        raise ValueError(f"{text} holds something other than small letters, digits and hyphens")
    return text


def one_of(*allowed: str) -> Callable[[str], str]:
    """A kind that admits the named words only."""

    def kind(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"{text} is none of {', '.join(allowed)}")
        return text

    kind.__name__ = f"one of {', '.join(allowed)}"
    return kind


def _whole(text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ValueError(f"{text} is no whole number from {least} to {most}")
    return int(text)


def days(text: str) -> int:
    """A number of days, 1 to 365."""
    return _whole(text, 1, 365)


def hours(text: str) -> int:
    """A number of hours, 1 to 24."""
    return _whole(text, 1, 24)


def minutes(text: str) -> int:
    """A number of minutes, 1 to 60."""
    return _whole(text, 1, 60)


def seconds(text: str) -> int:
    """A number of seconds, 1 to 60."""
    return _whole(text, 1, 60)


def mebibytes(text: str) -> int:
    """A number of MiB, 1 to 50."""
    return _whole(text, 1, 50)


def months(text: str) -> int:
    """A number of months, 1 to 60."""
    return _whole(text, 1, 60)


def services(text: str) -> int:
    """A number of services, 100 to 1000000."""
    return _whole(text, 100, 1_000_000)


def count(text: str) -> int:
    """A small number, 0 to 9."""
    return _whole(text, 0, 9)


def bits(text: str) -> int:
    """A number of bits, 0 to 22: each doubles what comes before it."""
    return _whole(text, 0, 22)


def port(text: str) -> int:
    """A port, 1 to 65535."""
    return _whole(text, 1, 65_535)


def host_name(text: str) -> str:
    """The name or the address of a machine."""
    if len(text) > 253 or not text.isascii() or not all(sign.isalnum() or sign in ".-:" for sign in text):
        raise ValueError(f"{text} holds something other than letters, digits, dots, hyphens and colons")
    return text


def mail_address(text: str) -> str:
    """An address such as conferences@example.org."""
    name, _at, host = text.partition("@")
    if not name or not host or "@" in host or not text.isprintable() or set(text) & set(" <>,"):
        raise ValueError(f"{text} is no address such as conferences@example.org")
    return text


def database_url(text: str) -> str:
    """An address such as postgresql://user:password@host:5432/name."""
    if not text.startswith(("postgresql://", "postgres://")):
        raise ValueError("it does not begin with postgresql://")
    return text
