"""Where a place that must not be found would be told: asked on entry, and of what another node says. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from safeconduct.vocabulary.codes import CONFIDENTIAL, WITH_AN_ADDRESS
from safeconduct.vocabulary.scanner import Kind, scan


class Told(StrEnum):
    """Why a field may not hold what it holds."""

    SECRET = "secret_place"  # noqa: S105  (a place, no password)
    NO_PUBLIC_PLACE = "no_public_place"


def told_in(place: str, address: str, contact: str, texts: Mapping[str, str]) -> dict[str, Told]:
    """By field: in the address, in the contact, or in a text beside. The database asks again."""
    found: dict[str, Told] = {}
    is_secret = place in ("", *CONFIDENTIAL)
    if address and place not in WITH_AN_ADDRESS:
        found["address"] = Told.SECRET if is_secret else Told.NO_PUBLIC_PLACE
    if contact and is_secret:
        found["contact"] = Told.SECRET
    if place in CONFIDENTIAL:
        found |= {name: Told.SECRET for name, text in texts.items() if names_a_place(text)}
    return found


def names_a_place(text: str) -> bool:
    """Whether a text holds what looks like a street or another address."""
    return any(piece.kind is Kind.ADDRESS for piece in scan(text))
