"""Own services with how sure they are, and what was said to be wrong. The row policies choose what is seen."""

from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.directory.keeping.models import Version, Wrong
from safeconduct.directory.keeping.said_wrong import WORD
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound

MOST = 50


def own(agency: UUID, *, first: int = 0) -> list[Entry]:
    """`MOST` services of one agency, by team and service, from one on; and one more where there are more."""
    entries = (
        Entry.objects.select_related("team", "agency").annotate(said_wrong=WORD).filter(agency_id=agency)
    )
    return [*entries.order_by("team__name", "service", "id")[first : first + MOST + 1]]


def edits(entry: Entry, by: Member, *, node: str, no_node: str) -> bool:
    """Whether a member edits a service: the administrator of its agency, and of a partner without a node who keeps this
    one. The database asks the same again (`directory.writes`)."""
    if entry.agency.node == no_node:
        return by.keeps_node
    return (
        entry.agency.node == node
        and entry.agency_id == by.agency_id
        and by.profession == Profession.ADMINISTRATOR
    )


def answers(word: Wrong, by: Member) -> bool:
    """Whether a member answers what somebody said is wrong."""
    if not word.is_here:
        return by.keeps_node
    return word.agency_id == by.agency_id and by.profession == Profession.ADMINISTRATOR


def waiting_of(entry: UUID, *, by: UUID) -> int:
    """How much one member has said of a service that nobody has answered."""
    return Wrong.objects.filter(entry_id=entry, said_by=by, answer="").count()


def said_of(entry: UUID) -> list[Wrong]:
    """What was said of a service, as far as the reader may see it; the newest first."""
    found = Wrong.objects.filter(entry_id=entry).select_related("said_by", "said_in")
    return list(found.order_by("-said_at", "id")[:MOST])


def to_answer(by: Member) -> list[Wrong]:
    """What waits for a member's answer, the oldest first."""
    found = Wrong.objects.filter(answer="").select_related("said_by", "said_in", "agency")
    return [word for word in found.order_by("said_at", "id")[: 4 * MOST] if answers(word, by)][:MOST]


def word(of: UUID) -> Wrong:
    """One of them. Raises NotFound."""
    found = Wrong.objects.filter(id=of).first()
    if found is None:
        raise NotFound(_("There is nothing like this for you to answer."))
    return found


def versions(entry: UUID, *, most: int = MOST) -> list[Version]:
    """The versions of a service, the newest first."""
    return list(Version.objects.filter(entry_id=entry).order_by("-number")[:most])


def version(entry: UUID, number: int) -> Version | None:
    """One of them."""
    return Version.objects.filter(entry_id=entry, number=number).first()


def latest(entry: UUID) -> int:
    """The number of the version that stands; 0 before the first change."""
    return (
        Version.objects.filter(entry_id=entry).order_by("-number").values_list("number", flat=True).first()
        or 0
    )
