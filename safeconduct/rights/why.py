"""Why a right applies, in one sentence with the rule; what is not known, and who acts next. Pure."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from safeconduct.rights.codes import Citizenship, Exploited, Kind, Person, Standing, Trigger, Unit, label
from safeconduct.rights.evaluating import Answer, Entitlement
from safeconduct.rights.facts import Part
from safeconduct.rights.rule import Ask, Duration, For, Rule
from safeconduct.vocabulary.decisions import Words

OPENS: Mapping[Trigger, Words] = {
    Trigger.FIRST_CONTACT: _("from the first contact on"),
    Trigger.REASONABLE_GROUNDS: _("once an authority has reasonable grounds"),
    Trigger.IDENTIFIED: _("once the person is formally identified"),
    Trigger.REFLECTION_GRANTED: _("once the time to reflect is granted"),
    Trigger.REFLECTION_UNTIL: _("when the time to reflect ends"),
    Trigger.COMPLAINT: _("once a complaint or statement is made"),
    Trigger.PROCEEDINGS: _("once criminal proceedings are open"),
    Trigger.PROCEEDINGS_ENDED: _("once criminal proceedings have ended"),
}
EVERYBODY = _("for everybody who was or may have been trafficked")
PERSON: Mapping[Person, Words] = {
    Person.CHILD: _("for a child"),
    Person.ADULT: _("for an adult"),
}
CITIZENSHIP: Mapping[Citizenship, Words] = {
    Citizenship.NATIONAL: _("for citizens of this country"),
    Citizenship.FOREIGN: _("for those who are not citizens of this country"),
    Citizenship.EU: _("for citizens of this country or of the European Union"),
    Citizenship.THIRD_COUNTRY: _("for citizens of countries outside the European Union"),
}
EXPLOITED: Mapping[Exploited, Words] = {
    Exploited.HERE: _("where it happened in this country"),
    Exploited.OTHER_EU: _("where it happened in another country of the European Union"),
}
MISSING: Mapping[Part, Words] = {
    Part.AGE: _("Whether the person is a child is not known."),
    Part.CITIZENSHIP: _("The citizenship is not known."),
    Part.EXPLOITED_IN: _("Where it happened is not known."),
    Part.TREATED_ALIKE: _(
        "Whether citizens of this state count like citizens of the Union: a lawyer has to say."
    ),
    Part.COOPERATION: _(
        "The law may ask for co-operation here. Nobody has to decide that now; a lawyer explains it first."
    ),
}
ANSWERS: Mapping[Answer, Words] = {
    Answer.APPLIES: _("Applies"),
    Answer.MAY: _("May apply"),
    Answer.NOT_YET: _("Opens later"),
    Answer.NOT_COVERED: _("Does not cover this person"),
    Answer.NOT_KNOWN: _("Not known for this country"),
}
HOW_LONG: Mapping[Kind, Words] = {
    Kind.MIN: _("At least {length}: the day of its end stands in the document."),
    Kind.MAX: _("At most {length}: the day of its end stands in the document."),
    Kind.EXACT: "{length}.",
}
AND = pgettext_lazy("between two conditions", ", ")


def why(rule: Rule) -> Words:
    """The rule, whom it is for and what opens it."""
    sentence = _("{rule}: {whom}, {opens}.")
    return format_lazy(sentence, rule=named(rule), whom=whom(rule.beneficiary), opens=OPENS[rule.trigger])


def named(rule: Rule) -> str:
    """The act and its article, as they are cited."""
    return f"{rule.instrument}, {rule.article}" if rule.article else rule.instrument


def whom(asked: For) -> Words:
    """Whom a rule is for."""
    parts = [
        said
        for said in (
            PERSON.get(asked.person),
            CITIZENSHIP.get(asked.citizenship),
            EXPLOITED.get(asked.exploited),
        )
        if said is not None
    ]
    if not parts:
        return EVERYBODY
    joined = parts[0]
    for part in parts[1:]:
        joined = format_lazy("{}{}{}", joined, AND, part)
    return joined


def how_long(length: Duration) -> Words:
    """A length of time and what it is."""
    return format_lazy(HOW_LONG[length.kind], length=_length(length.n, length.unit))


def _length(n: int, unit: Unit) -> str:
    match unit:
        case Unit.HOURS:
            words = ngettext("%(n)s hour", "%(n)s hours", n)
        case Unit.DAYS:
            words = ngettext("%(n)s day", "%(n)s days", n)
        case Unit.WORKING_DAYS:
            words = ngettext("%(n)s working day", "%(n)s working days", n)
        case Unit.MONTHS:
            words = ngettext("%(n)s month", "%(n)s months", n)
        case Unit.YEARS:
            words = ngettext("%(n)s year", "%(n)s years", n)
    return words % {"n": n}


def acts_next(one: Entitlement, standing: Standing | None, ask: Ask | None) -> Words:
    """Who has to do something now, and what."""
    if one.answer is Answer.NOT_KNOWN:
        return _ask(ask)
    if one.answer is Answer.NOT_COVERED:
        return _("A lawyer of this country says whether another way is open.")
    match standing:
        case None:
            return _("Whoever leads: tell the person of it.")
        case Standing.INFORMED if one.answer is Answer.NOT_YET:
            return _("Whoever leads: write down when what it waits for has happened.")
        case Standing.INFORMED:
            return _("Whoever leads: ask the person whether they want it.")
        case Standing.ASKED:
            return format_lazy(_("{who}: answer."), who=label(one.found[0].rule.addressee))
        case Standing.GRANTED:
            return format_lazy(_("{who}: give it."), who=label(one.found[0].rule.addressee))
        case Standing.REFUSED:
            return _("A lawyer: look at the refusal today, times for an appeal can be short.")
        case Standing.ENDED:
            return _("Nobody, until the person asks for it again.")


def _ask(ask: Ask | None) -> Words:
    if ask is None:
        return _("Ask a lawyer of this country, or its national coordinator.")
    return format_lazy(_("Ask a lawyer of this country, or: {name}."), name=ask.name)
