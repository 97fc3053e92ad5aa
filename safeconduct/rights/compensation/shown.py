"""Claims as lines of a page."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.compensation.authorities import Authority, Pair, Scheme, Way, between, schemes
from safeconduct.rights.compensation.claim import PAYMENTS, Claim, Known
from safeconduct.rights.compensation.codes import label
from safeconduct.rights.compensation.money import Money, each
from safeconduct.rights.editing.standing import book
from safeconduct.rights.rule import Rule
from safeconduct.rights.shown import said_in_error
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.languages import language_in_full

NO_SCHEME: Words = _("No scheme known")
WAYS: dict[Way, Words] = {
    Way.ACROSS: _(
        "Directive 2004/80/EC: the person applies where they live, and the state where it happened pays."
    ),
    Way.AT_HOME: _("It happened where the person lives: they apply there."),
    Way.NO_SCHEME: _("No scheme known: one of the two countries is not bound by Directive 2004/80/EC."),
    Way.NOT_KEPT: _("No scheme known: of one of the two countries nothing is kept here. Ask a lawyer there."),
}
"""Of every pair of countries; nothing is invented where nothing is known."""


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """An authority as it is shown, or that none is known."""

    role: Words
    country: Words
    authority: Authority | None
    sure: Words


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step."""

    on: date
    name: Words
    money: Money | None
    counts: Money | None
    above: Words
    evidence: str
    number: int
    struck: Words
    """What says that it was written in error; "" where nobody said so."""


def sure(confidence: Confidence) -> Words:
    """How sure it is, in the words of the page of rights: nothing here was checked by a lawyer of the country."""
    if confidence is Confidence.SECONDARY:
        return _("Not verified. From a secondary source.")
    return _("Not verified. From a source that was read.")


def name_of(claim: Claim) -> Words:
    """What a claim is called on a page: its ways, and where."""
    routes = "; ".join(str(label(one)) for one in claim.known.routes) or str(_("Way not chosen yet"))
    return f"{routes}, {country_in_full(claim.known.happened)}"


def state_of(claim: Claim) -> Words:
    """How far it has come."""
    return label(claim.state) if claim.state else _("Nothing written yet")


def way(known: Known) -> tuple[Words, list[AuthorityLine]]:
    """How it goes between the two countries, and who helps and who decides."""
    pair = between(known.happened, known.lives, schemes())
    return WAYS[pair.way], _authorities(pair, known)


def _authorities(pair: Pair, known: Known) -> list[AuthorityLine]:
    helps = _line(_("Helps to apply"), known.lives, pair.assisting)
    decides = _line(_("Decides"), known.happened, pair.deciding)
    if pair.way is Way.ACROSS:
        return [helps, decides]
    return [decides] if pair.way is Way.AT_HOME else []


def _line(role: Words, country: str, authority: Authority | None) -> AuthorityLine:
    said = sure(authority.confidence) if authority else ""
    return AuthorityLine(role, country_in_full(country), authority, said)


def table() -> list[tuple[Scheme, Words, str, Authority | None, Authority | None]]:
    """Every country of the release: who helps whoever lives there, who decides what happened there."""
    return [
        (
            one, country_in_full(one.country), ", ".join(language_in_full(tag) for tag in one.languages),
            one.assisting if one.assisting and one.assisting.is_shown else None,
            one.deciding if one.deciding and one.deciding.is_shown else None,
        )
        for one in schemes().values()
    ]  # fmt: skip


def facts(known: Known) -> list[tuple[Words, Words]]:
    """Where and how it is claimed; what is not written is left out."""
    hearing = label(known.hearing) if known.hearing else ""
    found: list[tuple[Words, Words]] = [
        (_("In which country it happened"), country_in_full(known.happened)),
        (_("In which country the person lives"), country_in_full(known.lives)),
        (_("Where it is claimed"), "; ".join(str(label(one)) for one in known.routes)),
        (_("Court or authority, and its number of the file"), known.before),
        (_("Last day to claim"), _day(known.deadline) if known.deadline else ""),
        (_("Next date"), _day(known.next_on) if known.next_on else ""),
        (_("Language of the form"), language_in_full(known.language) if known.language else ""),
        (_("How the person is heard"), hearing),
        (_("Sample application handed over on"), _day(known.sample_on) if known.sample_on else ""),
    ]
    return [(name, value) for name, value in found if value]


def deadline(known: Known) -> Words:
    """How sure the last day is; "" where there is none."""
    if known.deadline is None:
        return ""
    if (rule := _rule(known.deadline_rule)) is None:
        return _("By no rule that is kept here: look into the document.")
    sentence = _("By {rule}: {instrument} {article}. {sure} Nobody here has read how this country counts.")
    return format_lazy(
        sentence, rule=rule.id, instrument=rule.instrument, article=rule.article, sure=sure(rule.confidence)
    )


def _rule(identifier: str) -> Rule | None:
    return next((rule for rule in book().rules if identifier and rule.id == identifier), None)


def losses(claim: Claim) -> list[tuple[Words, Money | None, str]]:
    """What was lost."""
    return [(label(one.head), one.money, one.evidence) for one in claim.losses]


def claimed(claim: Claim) -> list[Money]:
    """The sum of what was lost, each currency by itself."""
    return each(one.money for one in claim.losses if one.money)


def steps(claim: Claim) -> list[StepLine]:
    """What happened, the newest first; what was written in error stays in its place."""
    return [_step(claim, number) for number in reversed(range(len(claim.steps)))]


def _step(claim: Claim, number: int) -> StepLine:
    one, how = claim.steps[number], claim.struck.get(number)
    name = one.state
    if how is None and name in PAYMENTS:
        # Whether that was the whole of it may have changed since: an earlier payment was written in error.
        name = replace(claim, steps=claim.steps[: number + 1]).state or name
    return StepLine(
        one.on, label(name), one.money, one.counts, label(one.above) if one.above else "", one.evidence, number,
        said_in_error(how) if how else "",
    )  # fmt: skip


def _day(day: date) -> str:
    return date_format(day, "D j M Y")
