"""Services as cards, wherever one is chosen: filtered in the address, each with what must be known before asking."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safeconduct.access.requests import MemberRequest
from safeconduct.cases.contents import may_be_child as by_profile
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.directory import handlers
from safeconduct.directory.federation.origin import Origin, origin
from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.finding.finding import Placed, placed_by
from safeconduct.directory.finding.search_form import NAMES, wish_question
from safeconduct.directory.finding.wishes import WISH
from safeconduct.directory.finding.wishes import read as read_wishes
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import MOST, Filters, Range, entry, is_there, offered
from safeconduct.directory.reading.candidates import candidates, weights_of
from safeconduct.referrals.never import Never
from safeconduct.referrals.pages.person_known import READ, Known, known
from safeconduct.vocabulary.codes import Need, Proceeding
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.law import (
    KINDS_LABEL,
    NOT_SAID,
    Law,
    distance,
    in_one_line,
    is_legal,
    law_of,
    not_practised,
    practised,
)
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

LABELS: dict[str, Words] = {"need": _("Need"), "country": _("Country"), "language": _("Language they read")}

ALSO_BY_LAW: Words = _("For legal help: show these, then choose the law too.")

LAW_COUNTRY, LAW_KIND = "law", "proceedings"
"""What of the law an address asks for; asked of a legal need only."""

NOBODY = Never()

type Place = tuple[UUID, str]
"""A team and the service that it gives."""
type Search = Callable[[Filters], list[Entry]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as a card shows it. `why_not` is the reason why it cannot be chosen for this person, or ""."""

    entry: Entry
    is_there: bool | None
    """None where it is not known."""
    reads: list[str]
    reasons: list[str]
    """Why it stands where it stands; none of what does not fit."""
    fits_less: list[str]
    """What of this person it does not take, as it says itself, or why else it does not fit."""
    why_not: Words
    law: Words
    """Which law it practises, of a service for a legal need; "" of any other."""
    not_its_law: Words = ""
    """Why it does not fit the law that is asked about, or ""."""
    its_law: str = ""
    """What it fits of the law that is asked about, where it says that it practises all of it."""

    @property
    def origin(self) -> Origin | None:
        """Whose word it is, of a service of another node."""
        return origin(self.entry)


def choosing(
    request: MemberRequest, *, known: Known, need: str = "", but: Place | None = None
) -> dict[str, Any]:
    """The services that the filters of the address leave, in the order of matching with what the file knows.

    Those that do not fit the person stand last, with the reason. `but` is the service that has just declined.
    """
    own = request.member.agency_id
    held = offered(but_not_of=own)
    law = wanted_law(request)
    filters = _filters(request, held)

    wished = " ".join(request.GET.get(WISH, "").split())[:NAMES]
    wishes = read_wishes(wished, "", at=request.at)

    def search(wanted: Filters) -> list[Entry]:
        return candidates(_wanted(wanted, request), now=request.at, but={own}).entries

    asked = wishes.added_to(_wanted(filters, request))
    first = candidates(asked, now=request.at, but={own}, with_weights=True)
    others = [item for item in first.entries if (item.team_id, item.service) != but]
    answered = handlers.answered(others, request.member, request.at)
    wanted = known.added_to(asked)
    wanted = replace(wanted, known_needs=frozenset({need} if need else ()))
    placed = placed_by(
        others, wanted, at=request.at, weights=weights_of(others), answered=answered, first_for=need
    )
    placed.sort(key=lambda item: distance(law, item.entry.law))
    # Of what was chosen by hand nothing is hidden: what is wished stands first, also where it does not fit.
    placed.sort(key=lambda item: wishes.wish.isdisjoint((item.entry.id, item.entry.agency_id)))
    none_fits = bool(others and law) and not any(_fits(law, item) for item in others)
    return {
        **_cards(request, placed[:MOST], is_child=known.is_child, law=law, never=known.never),
        "filters": [
            *_filter_questions(filters, held),
            *_law_questions(filters.need or need, law, held),
            wish_question(WISH, wished, wishes),
        ],
        "none_fits": in_one_line(law) if none_fits else "",
        "is_filtered": filters != Filters() or bool(law) or bool(wished),
        "is_cut": first.is_cut or len(placed) > MOST,
        "instead": [] if others else _instead(filters, search, law),
    }


def _wanted(filters: Filters, request: MemberRequest) -> Wanted:
    return Wanted(
        needs=frozenset({filters.need} if filters.need else ()),
        country=filters.country,
        languages=frozenset({filters.language} if filters.language else ()),
        near=request.member.agency.country,
    )


def wanted_law(request: MemberRequest) -> Law:
    """The law that the address asks for; a code that is in no list is left out."""
    return law_of([request.GET.get(LAW_COUNTRY, "")], [request.GET.get(LAW_KIND, "")])


def cards(request: MemberRequest, found: list[Entry], *, known: Known, law: Law = NOT_SAID) -> dict[str, Any]:
    """These services, each as a card."""
    placed = [Placed(item) for item in found]
    return _cards(request, placed, is_child=known.is_child, law=law, never=known.never)


def _cards(
    request: MemberRequest, found: list[Placed], *, is_child: bool, law: Law, never: Never
) -> dict[str, Any]:
    return {
        "offers": [_card(item, at=request.at, is_child=is_child, law=law, never=never) for item in found],
        "chosen": request.POST.get("service", ""),
        "is_child": is_child,
    }


def chosen(text: str, *, is_child: bool, never: Never = NOBODY) -> Entry:
    """The service that was chosen. Raises BadInput when none was, or when it does not take this person.

    `never` is the person's own list, where it was read.
    """
    try:
        service = entry(UUID(text))
    except (ValueError, NotFound):
        raise BadInput({"service": _("Choose the service.")}) from None
    if why_not := _why_not(service, is_child=is_child, never=never):
        raise BadInput({"service": why_not})
    return service


def known_of(request: MemberRequest, case: UUID) -> Known:
    """What the file says of the person, as far as it decides whom to ask; each reading is recorded."""
    return known(read_sections(case, READ, by=request.member, at=request.at))


def may_be_child(request: MemberRequest, case: UUID) -> bool:
    """A child, or nobody has said that it is none: child rules apply."""
    readings = read_sections(case, [Section.PROFILE], by=request.member, at=request.at)
    return is_child_possible(readings.get(Section.PROFILE))


def is_child_possible(profile: Reading | None) -> bool:
    """The same of a profile that was read already."""
    return by_profile(profile.content if profile else None)


def reads(tags: list[str]) -> list[str]:
    """The languages that a team reads, as the page calls them."""
    return [language_in_full(tag) for tag in tags]


def _card(placed: Placed, *, at: datetime, is_child: bool, law: Law, never: Never) -> Offer:
    item = placed.entry
    why_not = _why_not(item, is_child=is_child, never=never)
    return Offer(
        item,
        is_there(item, at=at),
        reads(item.team.languages),
        placed.reasons,
        [] if why_not else placed.fits_less,
        why_not,
        practised(item.law) if is_legal_service(item) else "",
        not_practised(law, item.law) if is_legal_service(item) else "",
        in_one_line(law) if law and _fits(law, item) else "",
    )


def _fits(law: Law, item: Entry) -> bool:
    return is_legal_service(item) and distance(law, item.law) == 0


def is_legal_service(item: Entry) -> bool:
    """Whether it answers to a need of which it is asked which law is meant."""
    return any(map(is_legal, item.needs))


def _why_not(found: Entry, *, is_child: bool, never: Never) -> Words:
    if kept_out := never.keeps_out(found.agency):
        return kept_out.sentence
    if is_child and not found.takes_children:
        return _(
            "It has not said that it takes a child or young person, and nobody has said yet that the person is none."
        )
    return ""


def _filters(request: MemberRequest, held: Range) -> Filters:
    """What the address asks for; a code that the directory does not hold is left out."""
    asked = request.GET.get
    return Filters(
        need=asked("need", "") if asked("need") in held.needs else "",
        country=asked("country", "") if asked("country") in held.countries else "",
        language=asked("language", "") if asked("language") in held.languages else "",
    )


def _filter_questions(filters: Filters, held: Range) -> list[Question]:
    options: dict[str, list[tuple[str, Words]]] = {
        "need": [(code, label(Need(code))) for code in held.needs if code in set(Need)],
        "country": [(code, country_in_full(code)) for code in held.countries],
        "language": list(zip(held.languages, reads(held.languages), strict=True)),
    }
    return [
        Question(
            name, LABELS[name], "select", value, options[name], prefix="find-",
            hint=ALSO_BY_LAW if name == "need" and not is_legal(value) and any(map(is_legal, held.needs)) else "",
        )
        for name, value in asdict(filters).items()
    ]  # fmt: skip


def _law_questions(need: str, law: Law, held: Range) -> list[Question]:
    """Asked of a legal need only; the countries are those of the directory."""
    if not is_legal(need):
        return []
    countries = sorted({*held.countries, *held.jurisdictions, *law.jurisdictions})
    return [
        Question(
            LAW_COUNTRY, _("Law of which country"), "select", "".join(law.jurisdictions),
            [(code, country_in_full(code)) for code in countries], prefix="find-",
        ),
        Question(
            LAW_KIND, KINDS_LABEL, "select", "".join(law.proceeding_types), choices(Proceeding), prefix="find-",
        ),
    ]  # fmt: skip


def _instead(filters: Filters, search: Search, law: Law) -> list[tuple[Words, str, str]]:
    """When nothing fits all filters: each that can be left out, with how many services there are then."""
    ways = []
    for name, value in asdict(filters).items():
        fewer = replace(filters, **{name: ""})
        count = len(search(fewer)) if value else 0
        if count:
            asked = {LAW_COUNTRY: "".join(law.jurisdictions), LAW_KIND: "".join(law.proceeding_types)}
            kept = urlencode({left: said for left, said in {**asdict(fewer), **asked}.items() if said})
            words = ngettext("%(n)d service", "%(n)d services", count) % {"n": count}
            ways.append((LABELS[name], words, kept))
    return ways
