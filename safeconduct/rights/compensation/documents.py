"""What is written of a claim, for the sheet that prepares it. Only for who opens Legal matters."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.cases.queries import case_in_hand
from safeconduct.rights.compensation import shown
from safeconduct.rights.compensation.claim import Claim, Known
from safeconduct.rights.compensation.codes import label
from safeconduct.rights.compensation.queries import SECTION, claim_in, claims_by
from safeconduct.rights.documents.fields import day
from safeconduct.rights.documents.sources import Choice, Source
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.languages import language_in_full

_FORMS = {"claim_losses": "claim_losses", "claim_sum": "claim_losses", "claim_steps": "claim_step"}
"""The form of a field; of every other one it is where and how it is claimed."""


def choices(case: UUID, by: Member, at: datetime) -> list[Choice]:
    """The claims of a person, a recorded reading; none for whom Legal matters are closed."""
    answered = decide(by, held(case), SECTION, Action.OPEN)
    return [Choice(one.id, shown.name_of(one.claim)) for one in claims_by(answered, case, by=by, at=at)]


def said(case: UUID, which: UUID, by: Member, at: datetime) -> dict[str, str]:
    """One claim in words. Raises NotFound, NotPossible."""
    claim = claim_in(case, which, by=by, at=at).claim
    known = claim.known
    return {
        "claim_happened": str(country_in_full(known.happened)),
        "claim_lives": str(country_in_full(known.lives)),
        "claim_routes": "\n".join(str(label(one)) for one in known.routes),
        "claim_before": known.before,
        "claim_last_day": f"{day(known.deadline)}. {shown.deadline(known)}" if known.deadline else "",
        "claim_language": str(language_in_full(known.language)) if known.language else "",
        "claim_hearing": str(label(known.hearing)) if known.hearing else "",
        "claim_authorities": "\n".join(_authorities(known)),
        "claim_losses": "\n".join(_losses(claim)),
        "claim_sum": "; ".join(map(str, shown.claimed(claim))),
        "claim_steps": "\n".join(_steps(claim)),
    }


def _losses(claim: Claim) -> Iterator[str]:
    for one in claim.losses:
        yield f"{label(one.head)}: {one.money or '____________'}" + _after(one.evidence)


def _authorities(known: Known) -> Iterator[str]:
    """Who helps and who decides, each with how sure that is; where none is known that is said."""
    way, lines = shown.way(known)
    yield str(way)
    for one in lines:
        name = f"{one.authority.name}. {one.sure}" if one.authority else shown.NO_SCHEME
        yield f"{one.role} ({one.country}): {name}"


def _steps(claim: Claim) -> Iterator[str]:
    """What counts, the earliest first; what was written in error stands in no document."""
    for one in reversed(shown.steps(claim)):
        if not one.struck:
            yield (
                f"{day(one.on)}: {one.name}" + (f", {one.money}" if one.money else "") + _after(one.evidence)
            )


def _after(evidence: str) -> str:
    return f" ({evidence})" if evidence else ""


def _address(case: UUID, which: UUID | None, name: str) -> str:
    return (
        reverse(_FORMS.get(name, "claim_known"), args=[case, which])
        if which
        else reverse("claims", args=[case])
    )


def _may_enter(case: UUID, by: Member) -> bool:
    return case_in_hand(case).kind == "own" and bool(decide(by, held(case), SECTION, Action.EDIT).decision)


SOURCE = Source(
    _("Which claim"), choices, said, _address, _may_enter, _("A lawyer with a place in the case enters it.")
)
