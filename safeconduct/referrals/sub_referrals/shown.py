"""What each link of the chain shows: the question in a draft, and who came before or after, as far as it was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agencies
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.pages.taking_back import CHANNELS
from safeconduct.referrals.sub_referrals import following
from safeconduct.referrals.sub_referrals.actions import NOTHING_BESIDE, received_beside
from safeconduct.referrals.sub_referrals.following import FIRST, NEXT
from safeconduct.referrals.sub_referrals.rules import Onward, read_onward, through_of
from safeconduct.referrals.sub_referrals.taking_back import ALL, Back, Standing, backs, open_parts
from safeconduct.vocabulary.codes import Profession, Service
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

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
                _(
                    "May %(agency)s know that you refer on, to whom and for what, and later whether it is taken back?"
                )
                % {"agency": firsts},
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
    """One onward referral, as the first sender reads it; `after` is how it stands after a taking back here."""

    agency: str
    service: Words
    at: datetime
    after: Words


@dataclass(frozen=True, slots=True)
class Open:
    """What was taken back at the link before, while nobody has entered what the person says of this one."""

    parts: list[Words]
    is_whole: bool
    question: Question


@dataclass(frozen=True, slots=True)
class Links:
    """Who came before and after."""

    onward: list[Link]
    through: str
    goes_on_from: str
    gone_on: list[tuple[str, bool]]
    open: Open | None

    def __bool__(self) -> bool:
        return bool(self.onward or self.through or self.goes_on_from or self.gone_on)


NOT_YET = _("Not taken back there yet, as far as we know: whoever referred on asks the person.")
AFTER: dict[Standing, Words] = {
    Standing.GOES_ON: _("The person was asked there, and lets it go on (told on %(day)s)."),
    Standing.TAKEN_BACK: _("Also taken back there (told on %(day)s). The next agency has not answered yet."),
    Standing.ERASED: _("Also taken back there: the next agency says that it is erased (told on %(day)s)."),
    Standing.RETAINED: _(
        "Also taken back there: the next agency says that a law keeps it, locked (told on %(day)s)."
    ),
    Standing.TOLD: _(
        "Also taken back there. The next agency has no node, and was told on %(day)s (%(role)s there)."
    ),
    Standing.OVER: _("It was over there before (told on %(day)s)."),
    Standing.PART_SEEN_TO: _(
        "They have seen to the parts that were taken back: nothing of them is left to ask about at the next agency "
        "(told on %(day)s)."
    ),
}
"""What the first sender reads of the next link, by the code that came back."""


def links(row: Referral, *, has_own_file: bool, errors: Mapping[str, Words] | None = None) -> Links:
    """What this side may show of the chain; nothing is asked of the database where there is none.

    Only from a file of its own a receiver refers on.
    """
    onward, through = _known(row), through_of(row.further)
    wanted = {one.agency for one, _back in onward} | ({through[0]} if through else set())
    names = agencies(wanted) if wanted else {}
    return Links(
        onward=[
            Link(_named(names, one.agency, one.country), _service(one.service), one.at, _after(row, back))
            for one, back in onward
        ],
        through=_named(names, *through) if through else "",
        goes_on_from=_reference(row),
        gone_on=_gone_on(row) if has_own_file or _is_back(row) else [],
        open=_open(row, errors or {}) if row.part_of is not None else None,
    )


def _is_back(row: Referral) -> bool:
    """Whether something of what was received is taken back: then nothing lies beside the own file any more."""
    return row.side == Side.RECEIVER and (bool(row.taken_back) or Flag.CONSENT_WITHDRAWN in row.flags)


def _known(row: Referral) -> list[tuple[Onward, Back | None]]:
    found: list[tuple[Onward, Back | None]] = []
    for one, back in zip(row.onward, backs(row.onward), strict=True):
        try:
            found.append((read_onward(one), back))
        except ValueError:
            continue
    return found


def _after(row: Referral, back: Back | None) -> Words:
    """Nothing while nothing is taken back here."""
    if back is None:
        return NOT_YET if Flag.CONSENT_WITHDRAWN in row.flags else ""
    role = label(Profession(back.told_by)) if back.told_by else ""
    return AFTER[back.answer] % {"day": date_format(localtime(back.at), "j E Y"), "role": role}


def _open(row: Referral, errors: Mapping[str, Words]) -> Open | None:
    found = following.with_before().filter(id=row.id).first()
    parts = open_parts(following.before_of(found), following.next_of(found)) if found is not None else []
    if not parts:
        return None
    asked = Question(
        "channel", _("How the person said it"), "select", "", [("", ""), *CHANNELS],
        errors.get("goes-on-channel", ""), prefix="goes-on-",
    )  # fmt: skip
    named = [label(Section(name)) for name in parts if name != ALL]
    return Open(parts=named, is_whole=ALL in parts, question=asked)


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


def _gone_on(row: Referral) -> list[tuple[str, bool]]:
    """The onward referrals, and whether the person has to be asked about each."""
    rows = following.with_before().filter(part_of=row.shared, agency_id=row.agency_id).order_by("created_at")
    return [
        (one.reference, bool(open_parts(following.before_of(one), following.next_of(one))))
        for one in rows[:20]
    ]
