"""A package of another node becomes a new case here, led by whoever opens it. Its consent is the sender's, not ours."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.cases.answering import Content
from safeconduct.cases.drafted import (
    NOT_YOURS,
    NOTES,
    Left,
    for_the_notes,
    looked_through,
    open_drafted,
    writable,
)
from safeconduct.exchange.faults import Fault
from safeconduct.exchange.package import Package
from safeconduct.referrals.pages.agreed import condition
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section, in_order

OPENED = "package:opened"
OF_ANOTHER_AGENCY = Reason(
    "package_of_another_agency",
    gettext_lazy("This package is for another agency of this node."),
    gettext_lazy("Give it to a member of that agency, and delete it."),
)
FAULTS: dict[Fault, Words] = {
    Fault.MALFORMED: gettext_lazy("This is no package, or it was changed on the way."),
    Fault.TOO_LARGE: gettext_lazy("This is larger than any package."),
    Fault.UNKNOWN_PEER: gettext_lazy("It comes from a node that nobody here has confirmed."),
    Fault.UNKNOWN_RECIPIENT: gettext_lazy("It is sealed for somebody else."),
    Fault.MIS_ADDRESSED: gettext_lazy(
        "Its sender is not on the card of that node, or its address was changed."
    ),
    Fault.BAD_SIGNATURE: gettext_lazy("It is not signed by whom it names."),
    Fault.CANNOT_OPEN: gettext_lazy(
        "It does not open: it was changed on the way, or is sealed for somebody else."
    ),
    Fault.EXPIRED: gettext_lazy("What the person agreed to is over, so it is not opened any more."),
    Fault.WRONG_BODY: gettext_lazy("What is in it is not what was signed."),
    Fault.KEY_MAY_NOT_SIGN: gettext_lazy("It is signed by a key that may not sign such a thing."),
}
"""What each fault is called for whoever opens; nothing of what is inside is shown then."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The new case, and what of the package is not in it, line by line."""

    case: CaseId
    sections: list[Section]
    left: list[Left]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a case would hold, before one is opened: the sections, and what would not be in it, line by line."""

    sections: list[Section]
    left: list[Left]


def draft_of(package: Package, *, by: Member) -> Draft:
    """As `open_as_case` would make it, and nothing is stored. Raises NotPossible as that does."""
    sections, left, closed = _drafted(package, _for_whom(package, by))
    return Draft(in_order(sections), [*left, *closed])


@transaction.atomic
def open_as_case(package: Package, *, by: Member, at: datetime) -> Opened:
    """A new case with all that fits and that `by` may write. Raises NotPossible for a package of another agency.

    What does not fit stands in the case notes, where the member may write those; what is not theirs to write is told
    and not kept: whoever may write it opens the package too.
    """
    mine = _for_whom(package, by)
    sections, left, closed = _drafted(package, mine)
    notes = for_the_notes(left, under=_set_by_the_person(package))
    if Section.NARRATIVE in mine:
        sections[Section.NARRATIVE] = {NOTES: notes}
    case = open_drafted(sections, by=by, at=at)
    detail: Detail = {
        "package": str(package.label.package),
        "source": package.label.source,
        "from": str(package.label.sender),
        "consent": str(package.label.consent.id),
        "sections": [name.value for name in in_order(sections)],
    }
    record(OPENED, by=as_actor(by), at=at, case=case, detail=detail)
    return Opened(case, in_order(sections), [*left, *closed])


def _for_whom(package: Package, by: Member) -> frozenset[Section]:
    if package.label.recipient != by.agency_id:
        raise NotPossible(OF_ANOTHER_AGENCY)
    return writable(by)


def _drafted(
    package: Package, mine: frozenset[Section]
) -> tuple[dict[Section, Content], tuple[Left, ...], list[Left]]:
    """What fits of theirs to write, what does not fit, and the sections that others write: of those nothing is read."""
    closed = package.parts.keys() & USED - mine
    drafted = looked_through(
        {name: part.content for name, part in package.parts.items() if name not in closed}
    )
    return (
        drafted.sections,
        drafted.left,
        [Left(str(label(name)), NOT_YOURS, "") for name in in_order(closed)],
    )


def refused(why: str, package: str, *, by: Member, at: datetime) -> None:
    """That something was brought that is not opened is recorded, by its number if it says one."""
    record(OPENED, by=as_actor(by), at=at, refused=why, detail={"package": package})


def _set_by_the_person(package: Package) -> str:
    """Until when and within which limits the person has said yes to the sender: it binds whoever reads on."""
    limits = "; ".join(_in_words(one) for one in package.conditions) or _("none")
    until = localdate(package.label.until).isoformat()
    return _("From another agency, with the person's yes until %(until)s. Limits: %(limits)s.") % {
        "until": until,
        "limits": limits,
    }


def _in_words(text: str) -> str:
    """A condition in words; one that a later release has added stays as it is."""
    try:
        return condition(text)
    except ValueError:
        return text
