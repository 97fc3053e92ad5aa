"""Which editions the site shows: each whole and verified, none ever changed. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.editions import payload
from safeconduct.vocabulary.errors import NotAnEdition, NotCanonical
from safeconduct.vocabulary.marking import mark as _
from safeconduct.vocabulary.released.handing_over import FORMAT, LARGEST, LARGEST_EDITION, MEMBERS, MOST
from safeconduct.vocabulary.released.reading import NAME, read
from safeconduct.vocabulary.released.tables import Edition

NOT_READABLE = Reason(
    "editions_not_readable",
    _("The file of editions cannot be read."),
    _("Nothing was changed here. Look at which release of the software the node has."),
)
NOT_AN_EDITION = Reason(
    "not_an_edition",
    _("It is not written as an edition must be."),
    _("It is not shown. Ask whoever runs the node which release of the software it has."),
)
OTHER_DIGEST = Reason(
    "edition_other_digest",
    _("Its digest is not that of its tables: something was changed after it was signed."),
    _("It is not shown. Tell whoever runs the node at once."),
)
NO_KEYS = Reason(
    "edition_no_keys",
    _("The keys of our node are not known here yet."),
    _("It is not shown. Open Administration on the node once: it then shows its keys."),
)
WRONG_SIGNATURE = Reason(
    "edition_wrong_signature",
    _("The signature is not by a key of our node."),
    _("It is not shown. Ask whoever runs the node."),
)
SHOWN_OTHERWISE = Reason(
    "edition_shown_otherwise",
    _("An edition of this name is shown already and says something else."),
    _("What readers see stays. A correction is a new edition with a number of its own."),
)
NUMBER_TAKEN = Reason(
    "edition_number_taken",
    _("Another edition of this year has this number, under another name."),
    _("It is not shown. Ask whoever runs the node whether it was restored from a backup."),
)
CORRECTS_ANOTHER = Reason(
    "edition_corrects_another",
    _("It corrects an edition of something else, or a later one."),
    _("It is not shown. Ask whoever made it."),
)
REASONS = {
    each.code: each
    for each in (
        NOT_READABLE, NOT_AN_EDITION, OTHER_DIGEST, NO_KEYS, WRONG_SIGNATURE, SHOWN_OTHERWISE, NUMBER_TAKEN,
        CORRECTS_ANOTHER,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signed:
    """An edition with its digest, and who is said to have signed it."""

    edition: Edition
    document: Mapping[str, Any]
    digest: str
    key: object
    signature: object
    content: bytes
    """All of it in canonical form, as it can be fetched."""

    def payload(self) -> bytes:
        """The bytes that were signed."""
        return payload(dict(self.document))


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition that readers see."""

    id: str
    digest: str
    kind: str
    country: str
    year: int
    number: int
    years: int = 1

    @property
    def family(self) -> tuple[str, str, int, int]:
        """What an edition and those that correct it share."""
        return (self.kind, self.country, self.year, self.years)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in the file that is no edition: what it calls itself, why, and the member where that is known."""

    name: str
    reason: Reason
    member: str = ""


def listed(raw: bytes) -> list[object] | Reason:
    """What the file lists; a reason where it is no such file."""
    if len(raw) > LARGEST:
        return NOT_READABLE
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return NOT_READABLE
    found = said.get("editions") if isinstance(said, dict) else None
    if not isinstance(found, list) or len(found) > MOST or said.get("format") != FORMAT:
        return NOT_READABLE
    return found


def signed_in(said: object) -> Signed | Wrong:
    """An edition of the file: its members, its canonical form and its digest."""
    name = name_of(said)
    if not isinstance(said, Mapping) or said.keys() != MEMBERS or not isinstance(said["document"], Mapping):
        return Wrong(name, NOT_AN_EDITION, "members")
    try:
        content, found = canonical(dict(said)), digest(said["document"])
        edition = read(said["document"])
    except NotCanonical:
        return Wrong(name, NOT_AN_EDITION, "canonical form")
    except NotAnEdition as fault:
        return Wrong(name, NOT_AN_EDITION, str(fault))
    if len(content) > LARGEST_EDITION:
        return Wrong(name, NOT_AN_EDITION, "size")
    if found != said["digest"]:
        return Wrong(name, OTHER_DIGEST)
    return Signed(edition, said["document"], found, said["key"], said["signature"], content)


def name_of(said: object) -> str:
    """What it calls itself, where that is a name."""
    document = said.get("document") if isinstance(said, Mapping) else None
    found = document.get("id") if isinstance(document, Mapping) else None
    return found if isinstance(found, str) and NAME.fullmatch(found) else ""


def may_show(signed: Signed, *, has_keys: bool, is_signed: bool, shown: Mapping[str, Shown]) -> Decision:
    """Whether a new edition is shown beside those that are; `is_signed` by a key of our node that is believed."""
    one = signed.edition
    if one.id in shown:
        return Allowed() if shown[one.id].digest == signed.digest else Refused(SHOWN_OTHERWISE)
    if not has_keys:
        return Refused(NO_KEYS)
    if not is_signed:
        return Refused(WRONG_SIGNATURE)
    if any(each.family == _family(one) and each.number == one.number for each in shown.values()):
        return Refused(NUMBER_TAKEN)
    return Allowed() if _corrects_its_own(one, shown) else Refused(CORRECTS_ANOTHER)


def _family(one: Edition) -> tuple[str, str, int, int]:
    return (one.kind, one.country, one.year, one.years)


def _corrects_its_own(one: Edition, shown: Mapping[str, Shown]) -> bool:
    """The one that it corrects may never have been released; where it was, it is an earlier one of the same."""
    if not one.corrects:
        return True
    before = shown.get(one.corrects)
    is_earlier = before is None or (before.family == _family(one) and before.number < one.number)
    return is_earlier and one.corrects != one.id
