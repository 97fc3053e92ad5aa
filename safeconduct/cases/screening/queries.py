"""The screenings of a case that the acting member may open; each page that shows one is a recorded reading."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.contents import may_be_child as by_profile
from safeconduct.cases.models import Screening
from safeconduct.cases.queries import own_right, read_sections
from safeconduct.cases.screening.contents import Talk
from safeconduct.cases.screening.lists import Signs, lists
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.sections import Section

SECTION = Section.EXPLOITATION
"""The section that carries screenings: its grants, its key, its end."""

PLACE: vault.Place = ("cases.screening", "sealed")


@dataclass(frozen=True, slots=True)
class Read:
    """One screening, opened."""

    id: UUID
    case: UUID
    talk: Talk
    role: Profession
    is_mine: bool
    begun_at: datetime
    saved_at: datetime
    finished_at: datetime | None
    corrects: UUID | None

    @property
    def is_finished(self) -> bool:
        """Whether it is not changed any more."""
        return self.finished_at is not None


def opening(case: UUID, *, by: Member) -> Decided:
    """The right to read screenings of a case. Raises NotFound for a case not in hand, NotPossible if it is closed."""
    return own_right(case, SECTION, Action.OPEN, by=by)


def screenings(case: UUID, *, by: Member, at: datetime) -> list[Read]:
    """Those of a case, the newest first; one recorded reading. Raises as `opening`."""
    answer = opening(case, by=by)
    rows = list(Screening.objects.filter(case_id=case).order_by("-begun_at", "-id"))
    found = _opened(rows, by)
    if found:
        _record(case, found, answer, by=by, at=at)
    return found


def one(screening: UUID, *, by: Member, at: datetime) -> Read:
    """One of them; a recorded reading. Raises NotFound for what is closed to the member or erased."""
    row = Screening.objects.filter(id=screening).first()
    found = _opened([row], by) if row else []
    if not found:
        raise NotFound(_("There is nothing here for you."))
    try:
        answer = opening(found[0].case, by=by)
    except NotPossible as closed:
        raise NotFound(_("There is nothing here for you.")) from closed
    _record(found[0].case, found, answer, by=by, at=at)
    return found[0]


def corrections(screening: UUID) -> list[UUID]:
    """Those that stand beside it as its corrections, the oldest first; the row policies choose."""
    return list(
        Screening.objects.filter(corrects=screening).order_by("begun_at").values_list("id", flat=True)
    )


def may_be_child(case: UUID, *, by: Member, at: datetime) -> bool:
    """Whether the person is or may be a child, by the profile; so too where the profile is closed or empty."""
    profile = read_sections(case, [Section.PROFILE], by=by, at=at).get(Section.PROFILE)
    return by_profile(profile.content if profile else None)


def compared_by(signs: Signs) -> str:
    """Who has compared this list with its source: as the list itself says, or as this node does; "" for nobody."""
    if signs.is_checked:
        return f"{signs.checked_by}, {signs.checked_on}"
    return dict(settings.LISTS_COMPARED).get(signs.profile.value, "")


def is_computed(signs: Signs) -> bool:
    """Whether its dimensions are computed: where a named person has compared it, and in the demonstration."""
    return signs.has_weights and (bool(compared_by(signs)) or settings.DEMO)


def signs_of(talk: Talk) -> Signs:
    """The list that a screening asks."""
    return lists()[talk.profile]


def _opened(rows: list[Screening], by: Member) -> list[Read]:
    contents = vault.opened_at(PLACE, rows)
    return [
        Read(
            row.id, row.case_id, Talk.of(contents[row.id]), Profession(row.role), row.author_id == by.id,
            row.begun_at, row.saved_at, row.finished_at, row.corrects,
        )
        for row in rows
        if row.id in contents
    ]  # fmt: skip


def _record(case: UUID, found: list[Read], answer: Decided, *, by: Member, at: datetime) -> None:
    record(
        "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
        policy=answer.policy, detail={"screenings": [str(read.id) for read in found]},
    )  # fmt: skip
