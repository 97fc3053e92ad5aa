"""The questions of a claim (form F11), and what was entered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Right
from safeconduct.rights.compensation.claim import Claim, Known, Loss, Step
from safeconduct.rights.compensation.codes import Above, Head, Hearing, Route, State, choices, label
from safeconduct.rights.compensation.money import NO_AMOUNT, Currency, Money, amount_in
from safeconduct.rights.compensation.rules import FOLLOWS
from safeconduct.rights.editing.standing import book
from safeconduct.vocabulary.countries import country_in_full, country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, filled
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.languages import language_in_full, language_named
from safeconduct.vocabulary.questions import Question

type Errors = Mapping[str, Words]

NO_DAY = _("Enter a day, such as 2027-03-31.")
CHOOSE = _("Choose what comes closest.")
NO_COUNTRY = _("Enter a country.")
NO_CURRENCY = _("Choose the currency.")
TOO_LONG = _("Write at most 300 characters.")
NO_NAMES = _("A document, its number and day. No name of anybody.")
LONGEST = 300
CURRENCIES = [(one.value, one.value) for one in Currency]


# --- where and how ---


def known_questions(known: Known | None, entered: Entered, errors: Errors) -> list[Question]:
    """Where and how it is claimed."""
    stands = known or Known("", "")
    return [
        Question(
            "happened", _("In which country it happened"), "text",
            filled(entered, "happened", _country(stands.happened)), error=errors.get("happened", ""),
        ),
        Question(
            "lives", _("In which country the person lives"), "text",
            filled(entered, "lives", _country(stands.lives)), error=errors.get("lives", ""),
        ),
        Question(
            "routes", _("Where it is claimed"), "ticks",
            ", ".join(entered.get("routes", [])) if entered else ", ".join(stands.routes), choices(Route),
            errors.get("routes", ""),
        ),
        Question(
            "before", _("Court or authority, and its number of the file"), "text",
            filled(entered, "before", stands.before), error=errors.get("before", ""), longest=LONGEST,
        ),
        Question(
            "deadline", _("Last day to claim"), "date", filled(entered, "deadline", _iso(stands.deadline)),
            error=errors.get("deadline", ""), hint=_("From a document, or counted by a lawyer."),
        ),
        *_rule_question(stands, entered, errors),
        Question(
            "next_on", _("Next date"), "date", filled(entered, "next_on", _iso(stands.next_on)),
            error=errors.get("next_on", ""),
        ),
        Question(
            "language", _("Language of the form"), "text",
            filled(entered, "language", language_in_full(stands.language) if stands.language else ""),
            error=errors.get("language", ""),
        ),
        Question(
            "hearing", _("How the person is heard"), "radios",
            filled(entered, "hearing", stands.hearing.value if stands.hearing else ""), choices(Hearing),
        ),
        Question(
            "sample_on", _("Sample application handed over on"), "date",
            filled(entered, "sample_on", _iso(stands.sample_on)), error=errors.get("sample_on", ""),
        ),
    ]  # fmt: skip


def _rule_question(known: Known, entered: Entered, errors: Errors) -> list[Question]:
    rules = rule_choices(known)
    value = filled(entered, "deadline_rule", known.deadline_rule)
    error = errors.get("deadline_rule", "")
    return [Question("deadline_rule", _("By which rule"), "select", value, rules, error)] if rules else []


def rule_choices(known: Known) -> list[tuple[str, Words]]:
    """The rules of the packs about compensation that may stand beside a person; uncertain law is not offered as law."""
    found: dict[str, Words] = {}
    for country in (known.happened, known.lives):
        for pack in book().layers(country):
            found |= {
                rule.id: f"{rule.id}: {rule.instrument} {rule.article}"
                for rule in pack.rules
                if rule.right is Right.COMPENSATION and rule.is_shown
            }
    return list(found.items())


def known_entered(entered: Entered) -> Known:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    happened, lives = (_country_in(entered, name, errors) for name in ("happened", "lives"))
    deadline, sample_on, next_on = (
        _day_in(entered, name, errors) for name in ("deadline", "sample_on", "next_on")
    )
    before, language = _text_in(entered, "before", errors), ""
    try:
        language = language_named(filled(entered, "language")) if filled(entered, "language").strip() else ""
    except BadCode as wrong:
        errors["language"] = wrong.sentence
    if errors:
        raise BadInput(errors)
    known = Known(
        happened, lives, tuple(Route(one) for one in entered.get("routes", []) if one in set(Route)), before,
        deadline, "", language, _code(Hearing, entered, "hearing"), sample_on, next_on,
    )  # fmt: skip
    rule = filled(entered, "deadline_rule")
    is_offered = deadline is not None and rule in dict(rule_choices(known))
    return replace(known, deadline_rule=rule) if is_offered else known


# --- what was lost ---


def loss_groups(claim: Claim, entered: Entered, errors: Errors) -> list[tuple[Words, list[Question]]]:
    """Amount, currency and what shows it, for each head of loss."""
    stands = {one.head: one for one in claim.losses}
    groups: list[tuple[Words, list[Question]]] = []
    for head in Head:
        loss = stands.get(head)
        money = loss.money if loss else None
        groups.append((label(head), [
            *_money_questions(head.value, _("Amount"), money, entered, errors),
            Question(
                f"{head}-evidence", _("What shows it"), "text",
                filled(entered, f"{head}-evidence", loss.evidence if loss else ""),
                error=errors.get(f"{head}-evidence", ""), longest=LONGEST, hint=NO_NAMES,
            ),
        ]))  # fmt: skip
    return groups


def losses_entered(entered: Entered) -> tuple[Loss, ...]:
    """What was entered; a head without anything is none. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    losses = []
    for head in Head:
        money = _money_in(entered, head.value, errors)
        evidence = _text_in(entered, f"{head}-evidence", errors)
        if money or evidence:
            losses.append(Loss(head, money, evidence))
    if errors:
        raise BadInput(errors)
    return tuple(losses)


# --- what became of it ---


def step_questions(claim: Claim, entered: Entered, errors: Errors, *, today: date) -> list[Question]:
    """How far it has come, out of what can follow; payments have a form of their own."""
    may = [(code, words) for code, words in choices(State) if code in FOLLOWS[claim.state]]
    asks_award = State.AWARDED in FOLLOWS[claim.state]
    return [
        Question(
            "state", _("What happened"), "radios", filled(entered, "state"), may, errors.get("state", "")
        ),
        Question("on", _("On which day"), "date", filled(entered, "on", today.isoformat()), error=errors.get("on", "")),
        *(_money_questions("award", _("How much was awarded"), None, entered, errors) if asks_award else []),
        _evidence(entered, errors),
    ]  # fmt: skip


def step_entered(entered: Entered, role: str) -> Step:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    state, on = _code(State, entered, "state"), _day_in(entered, "on", errors)
    evidence = _text_in(entered, "evidence", errors)
    money = _money_in(entered, "award", errors) if state is State.AWARDED else None
    if state is None:
        errors["state"] = CHOOSE
    if on is None:
        errors.setdefault("on", NO_DAY)
    if errors or state is None or on is None:
        raise BadInput(errors)
    return Step(state, on, role, evidence, money)


def payment_questions(claim: Claim, entered: Entered, errors: Errors, *, today: date) -> list[Question]:
    """A payment: the day, the amount as it came, and what it settles where that was another currency."""
    award = claim.award
    return [
        Question("on", _("On which day"), "date", filled(entered, "on", today.isoformat()), error=errors.get("on", "")),
        *_money_questions("paid", _("How much was paid"), None, entered, errors, award.currency if award else None),
        Question(
            "counts", _("If it came in another currency: how much of the award it settles"), "text",
            filled(entered, "counts"), error=errors.get("counts", ""),
            hint=_("In the currency of the award, by a paper. Empty where nobody knows: nothing is converted."),
        ),
        Question(
            "above", _("If more was paid than was awarded: why"), "select", filled(entered, "above"), choices(Above),
            errors.get("above", ""),
        ),
        _evidence(entered, errors),
    ]  # fmt: skip


def payment_entered(claim: Claim, entered: Entered, role: str) -> Step:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    on, money = _day_in(entered, "on", errors), _money_in(entered, "paid", errors)
    counts, evidence = filled(entered, "counts").strip(), _text_in(entered, "evidence", errors)
    settles = amount_in(counts) if counts else None
    if counts and settles is None:
        errors["counts"] = NO_AMOUNT
    if on is None:
        errors.setdefault("on", NO_DAY)
    if money is None:
        errors.setdefault("paid", NO_AMOUNT)
    if errors or on is None:
        raise BadInput(errors)
    in_award = Money(settles, claim.award.currency) if settles is not None and claim.award else None
    return Step(State.PAID_PARTLY, on, role, evidence, money, in_award, _code(Above, entered, "above"))


# --- parts ---


def _evidence(entered: Entered, errors: Errors) -> Question:
    return Question(
        "evidence", _("What shows it"), "text", filled(entered, "evidence"), error=errors.get("evidence", ""),
        longest=LONGEST, hint=NO_NAMES,
    )  # fmt: skip


def _money_questions(
    name: str,
    words: Words,
    money: Money | None,
    entered: Entered,
    errors: Errors,
    usual: Currency | None = None,
) -> list[Question]:
    currency = money.currency if money else usual
    return [
        Question(
            name, words, "text", filled(entered, name, str(money.amount) if money else ""), error=errors.get(name, "")
        ),
        Question(
            f"{name}-currency", _("Currency"), "select",
            filled(entered, f"{name}-currency", currency.value if currency else ""), CURRENCIES,
            errors.get(f"{name}-currency", ""),
        ),
    ]  # fmt: skip


def _money_in(entered: Entered, name: str, errors: dict[str, Words]) -> Money | None:
    text = filled(entered, name).strip()
    if not text:
        return None
    amount, currency = amount_in(text), _code(Currency, entered, f"{name}-currency")
    if amount is None:
        errors[name] = NO_AMOUNT
    if currency is None:
        errors[f"{name}-currency"] = NO_CURRENCY
    return Money(amount, currency) if amount is not None and currency else None


def _country_in(entered: Entered, name: str, errors: dict[str, Words]) -> str:
    text = filled(entered, name).strip()
    if not text:
        errors[name] = NO_COUNTRY
        return ""
    try:
        return country_named(text)
    except BadCode as wrong:
        errors[name] = wrong.sentence
        return ""


def _day_in(entered: Entered, name: str, errors: dict[str, Words]) -> date | None:
    text = filled(entered, name).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors[name] = NO_DAY
        return None


def _text_in(entered: Entered, name: str, errors: dict[str, Words]) -> str:
    text = filled(entered, name).strip()
    if len(text) > LONGEST:
        errors[name] = TOO_LONG
    return text


def _code[C: StrEnum](codes: type[C], entered: Entered, name: str) -> C | None:
    value = filled(entered, name)
    return codes(value) if value in set(codes) else None


def _country(code: str) -> str:
    return country_in_full(code) if code else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
