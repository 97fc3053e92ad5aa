"""What each link of the chain shows: the question in a draft, and who came before or after, as far as it was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agencies
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.sub_referrals.actions import FIRST, NEXT, NOTHING_BESIDE, received_beside
from safeconduct.referrals.sub_referrals.rules import known, through_of
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question

OWN_MATTER = "none"
"""Chosen where a referral has nothing to do with how the person came."""
MAY: list[tuple[str, Words]] = [("yes", _("Yes")), ("no", _("No"))]


@dataclass(frozen=True, slots=True)
class Asking:
    """The question in a draft: from which received referral it goes on, and who may know."""

    questions: list[Question]
    is_answered: bool
    came_from: list[str]


def asking(
    row: Referral,
    recipient: Agency,
    *,
    entered: Mapping[str, str] | None = None,
    errors: Mapping[str, Words] | None = None,
) -> Asking | None:
    """None where nothing received lies beside the person's file."""
    if row.chain == NOTHING_BESIDE:
        return None
    received = received_beside(row.case_id)
    if not received:
        return None
    senders = agencies({one.other_agency_id for one in received})
    names = {one.shared: senders[one.other_agency_id] for one in received}
    options: list[tuple[str, Words]] = [
        (str(one.shared), f"{one.reference}, {names[one.shared]}") for one in received
    ]
    options.append((OWN_MATTER, _("It is a matter of its own")))
    given, wrong = entered or _stands(row), errors or {}
    firsts = ", ".join(sorted({str(found) for found in names.values()}))
    return Asking(
        questions=[
            _radios("part_of", _("It goes on from"), options, given, wrong),
            _radios(
                "first_may_know",
                _("May %(agency)s know that you refer on, to whom and for what?") % {"agency": firsts},
                MAY,
                given,
                wrong,
            ),
            _radios(
                "next_may_know",
                _("May %(next)s know that the person came through %(agency)s?")
                % {"next": recipient, "agency": firsts},
                MAY,
                given,
                wrong,
            ),
        ],
        is_answered=row.chain is not None,
        came_from=sorted({str(found) for found in names.values()}),
    )


def _radios(
    name: str,
    words: Words,
    options: list[tuple[str, Words]],
    given: Mapping[str, str],
    wrong: Mapping[str, Words],
) -> Question:
    return Question(name, words, "radios", given.get(name, ""), options, wrong.get(name, ""), prefix="chain-")


def _stands(row: Referral) -> dict[str, str]:
    """What was answered before; nothing is chosen beforehand."""
    if row.chain is None:
        return {}
    said = {f"{name}_may_know": "yes" if name in row.chain else "no" for name in (FIRST, NEXT)}
    return {"part_of": str(row.part_of or OWN_MATTER), **said}


@dataclass(frozen=True, slots=True)
class Link:
    """One onward referral, as the first sender reads it."""

    agency: str
    service: Words
    at: datetime


@dataclass(frozen=True, slots=True)
class Links:
    """Who came before and after."""

    onward: list[Link]
    through: str
    goes_on_from: str
    gone_on: list[str]

    def __bool__(self) -> bool:
        return bool(self.onward or self.through or self.goes_on_from or self.gone_on)


def links(row: Referral, *, has_own_file: bool) -> Links:
    """What this side may show of the chain; nothing is asked of the database where there is none.

    Only from a file of its own a receiver refers on.
    """
    onward, through = known(row.onward), through_of(row.further)
    wanted = {one.agency for one in onward} | ({through[0]} if through else set())
    names = agencies(wanted) if wanted else {}
    return Links(
        onward=[
            Link(_named(names, one.agency, one.country), _service(one.service), one.at) for one in onward
        ],
        through=_named(names, *through) if through else "",
        goes_on_from=_reference(row),
        gone_on=_gone_on(row) if has_own_file else [],
    )


def _named(names: Mapping[UUID, Agency], agency: UUID, country: str) -> str:
    found = names.get(agency)
    if found is not None:
        return str(found)
    return str(_("An agency that is not known here, in %(country)s") % {"country": country_in_full(country)})


def _service(code: str) -> Words:
    return label(Service(code)) if code in set(Service) else code


def _reference(row: Referral) -> str:
    if row.part_of is None:
        return ""
    first = Referral.objects.filter(shared=row.part_of, side=Side.RECEIVER, agency_id=row.agency_id).first()
    return first.reference if first is not None else ""


def _gone_on(row: Referral) -> list[str]:
    rows = Referral.objects.filter(part_of=row.shared, agency_id=row.agency_id).order_by("created_at")
    return list(rows.values_list("reference", flat=True)[:20])
