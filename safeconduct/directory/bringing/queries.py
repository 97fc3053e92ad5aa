"""Reading imports and their proposals, for who keeps the node: always limited, each list by an index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.kept import Bringing, Fault, Proposal
from safeconduct.directory.bringing.rules import State
from safeconduct.directory.models import Entry
from safeconduct.directory.reading.folding import folded
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.identifiers import NO_NODE

AT_ONCE = 25
MOST = 50
MOST_HINTS = 200
"""So many rows are looked at for hints of one page."""


def imports() -> list[Bringing]:
    """The last ones."""
    return list(Bringing.objects.order_by("-begun_at")[:MOST])


def unfinished(digest: str, source: str) -> Bringing | None:
    """An import of this very file that was given up on the way."""
    found = Bringing.objects.filter(digest=digest, source=source, state=State.READING)
    return found.order_by("-begun_at").first()


def page(bringing: UUID, *, state: str, skip: int) -> list[Proposal]:
    """The proposals of one state, in the order of the file."""
    found = Proposal.objects.filter(bringing_id=bringing, state=state).order_by("row")
    return list(found[skip : skip + AT_ONCE])


def chosen(bringing: UUID, proposals: Iterable[UUID]) -> list[Proposal]:
    """Those of an import that somebody ticked, as far as they wait."""
    found = Proposal.objects.filter(bringing_id=bringing, id__in=list(proposals)[:AT_ONCE], state="waiting")
    return list(found.order_by("row"))


def numbers(bringing: UUID) -> dict[str, int]:
    """How many proposals of an import are in which state."""
    found: dict[str, int] = defaultdict(int)
    for name in ("waiting", "accepted", "declined", "gap", "gone"):
        found[name] = Proposal.objects.filter(bringing_id=bringing, state=name).count()
    return found


def faults(bringing: UUID, most: int | None = MOST) -> Iterator[tuple[int, str, str]]:
    """What is wrong, by row."""
    found = (
        Fault.objects.filter(bringing_id=bringing)
        .order_by("row", "nr")
        .values_list("row", "field", "sentence")
    )
    yield from found[:most] if most else found.iterator(chunk_size=2000)


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that may be the same service, and why. A hint only: nothing is ever joined by itself."""

    why: Words
    name: str
    entry: Entry | None = None
    proposal: Proposal | None = None

    @property
    def can_be_changed(self) -> bool:
        """Whether a proposal may change it: a service of a partner without a node."""
        return self.entry is not None and self.entry.agency.node == NO_NODE

    @property
    def is_same_agency(self) -> bool:
        """Whether it is a service of an organisation of the same name."""
        return self.why in (SAME_NAME, SAME_AGENCY, FROM_SOURCE)


SAME_NUMBER = _("It is reached under the same number or address.")
SAME_NAME = _("Organisation and service have the same names.")
SAME_AGENCY = _("An organisation of this name is in the directory.")
FROM_SOURCE = _("An earlier import of this source has become this service.")


def hints(rows: Sequence[Proposal]) -> dict[UUID, list[Hint]]:
    """What may be the same as each of these, in the directory and among the proposals; in three questions."""
    found: dict[UUID, list[Hint]] = {row.id: [] for row in rows}
    if rows:
        _in_directory(rows, found)
        _among_proposals(rows, found)
    return found


def _words(row: Proposal) -> list[str]:
    return [word for word in dict.fromkeys(folded(row.organisation).split()) if len(word) > 1][:8]


def _in_directory(rows: Sequence[Proposal], found: dict[UUID, list[Hint]]) -> None:
    wanted = Q(pk__in=[row.changes for row in rows if row.changes])
    for row in rows:
        if words := _words(row):
            place = [f"country:{row.country}"] if row.country else []
            wanted |= Q(words__contains=[word[:64] for word in words] + place)
    entries = list(Entry.objects.select_related("agency", "team").filter(wanted)[:MOST_HINTS])
    for row in rows:
        for entry in entries:
            if why := _why(row, entry):
                found[row.id].append(Hint(why, f"{entry.agency.name}: {entry.team.name}", entry=entry))


def _why(row: Proposal, entry: Entry) -> Words:
    if row.changes == entry.id:
        return FROM_SOURCE
    if row.country and row.country != entry.agency.country:
        return ""
    if row.reached and row.reached in (entry.contact.split(", ")[0].lower(), entry.agency.duty_number):
        return SAME_NUMBER
    if folded(row.organisation) != folded(entry.agency.name):
        return ""
    return SAME_NAME if folded(row.name) == folded(entry.team.name) else SAME_AGENCY


def _among_proposals(rows: Sequence[Proposal], found: dict[UUID, list[Hint]]) -> None:
    live = Proposal.objects.filter(state__in=("waiting", "accepted"))
    alike = list(live.filter(alike__in=[row.alike for row in rows])[:MOST_HINTS])
    reached = list(live.filter(reached__in=[row.reached for row in rows if row.reached])[:MOST_HINTS])
    for row in rows:
        seen = {row.id}
        for other in [*alike, *reached]:
            is_alike, is_reached = (
                other.alike == row.alike,
                bool(row.reached) and other.reached == row.reached,
            )
            if other.id not in seen and (is_alike or is_reached):
                seen.add(other.id)
                why = SAME_NAME if is_alike else SAME_NUMBER
                found[row.id].append(Hint(why, f"{other.organisation}: {other.name}", proposal=other))
