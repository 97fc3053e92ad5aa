"""The consent form: what was told, what may be shared, how it was said, until when (form F2)."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from safeconduct.consent.conditions import COUNTRIES
from safeconduct.consent.document import Document
from safeconduct.consent.purposes import CONSENT
from safeconduct.consent.rules import (
    COPY_LABELS,
    FACT_LABELS,
    FACT_MISSING,
    GROUNDS,
    LIMIT_LABEL,
    LIMIT_MISSING,
    NEVER_LEAVES,
    NO_ASSENT,
    NO_END,
    NO_GUARDIAN,
    NO_LANGUAGE,
    NO_METHOD,
    NO_SECTION,
    NO_WITNESS,
    NOT_A_GROUND,
    NOT_FOR_POLICE,
    NOT_FOR_THIS_COUNTRY,
    NOT_HELD_THERE,
    NOT_ON_THIS_GROUND,
    NOT_YOURS_TO_REFER,
    OF_THE_GUARDIAN,
    RESEARCH_LABELS,
    Fact,
    Research,
    Shareable,
)
from safeconduct.consent.wording import LANGUAGES as TEXTS
from safeconduct.vocabulary.codes import Condition, ConsentMethod, NoConsentGround, Presentation
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import OFFERED, Section, in_order

type Entered = Mapping[str, list[str]]

PLAIN_CONDITIONS = (Condition.NOT_POLICE, Condition.NOT_FAMILY, Condition.NOT_BY_EMAIL)
GLOSS: dict[Section, Words] = {
    Section.PROFILE: _("alias, age band, whether a child, sex, gender, languages, citizenship"),
    Section.IDENTITY: _("names, date of birth, papers, telephone, address; opens only when they accept"),
    Section.SAFE_CONTACT: _(
        "how, when and on which number the person can be reached safely; opens only when they accept"
    ),
    Section.SAFETY: _("what can hurt and what is done about it"),
    Section.EXPLOITATION: _("which forms, where and when about; opens only when they accept"),
    Section.LOGISTICS: _("where and when they meet; opens only when they accept"),
    Section.NEEDS: _("what is needed, as a list and in the person's own words"),
    Section.PLAN: _("what is to be reached, who does what until when; opens only when they accept"),
    Section.FAMILY: _(
        "guardians, the child's own view, decisions in the child's best interests; opens only when they accept"
    ),
    Section.RETURN: _("all that is arranged for a return, and the risk there; opens only when they accept"),
}

NEEDED: Words = _("Without this nothing can be sent: nobody could answer")

NUMBER_WITHOUT_WARNING: Words = _(
    "A telephone in it is read without the warning when not to call, unless they may know safe contact too"
)
HINTS: dict[Section, Words] = {Section.NEEDS: NEEDED, Section.IDENTITY: NUMBER_WITHOUT_WARNING}
"""What follows from a tick, or from its lack, beyond the section itself."""

FIELD_OF: dict[str, str] = {
    LIMIT_MISSING.code: "limit-yes",
    NO_SECTION.code: f"sections-{Section.PROFILE}",
    NEVER_LEAVES.code: f"sections-{Section.PROFILE}",
    NO_END.code: "until",
    NO_LANGUAGE.code: "language",
    NO_METHOD.code: "method",
    NO_WITNESS.code: "witness",
    NO_GUARDIAN.code: "guardian",
    **dict.fromkeys(OF_THE_GUARDIAN, "guardian"),
    NO_ASSENT.code: "assents-yes",
    NOT_FOR_POLICE.code: f"conditions-{Condition.NOT_POLICE}",
    NOT_FOR_THIS_COUNTRY.code: COUNTRIES,
    NOT_A_GROUND.code: "ground",
}
"""Where a reason is mended: the field, or for one tick of several its code too. A reason without a field has none."""
ABOUT_SECTIONS = (NOT_HELD_THERE, NOT_YOURS_TO_REFER, NOT_ON_THIS_GROUND)
"""They are mended at each section that must be taken out."""


def untouched(at: datetime) -> dict[str, list[str]]:
    """What stands in a form that nobody has filled in: an end, so that no consent is without, and nothing asked."""
    end = localtime(proposed_end(at)).date()
    return {"until": [end.isoformat()], "research": [Research.NOT_ASKED.value]}


def proposed_end(at: datetime) -> datetime:
    """Until when a consent holds if nobody chooses another day; what is read out names the same."""
    return at + timedelta(days=settings.CONSENT_DAYS)


@CONSENT.asks
def questions(
    entered: Entered | None = None,
    errors: Mapping[str, Words] | None = None,
    shareable: Shareable | None = None,
    offered: AbstractSet[Section] = OFFERED,
) -> dict[str, list[Question]]:
    """The form in four parts: told, shared, how, ends. What was entered stands in it again.

    What cannot be shared with this team stands there too, says why, and cannot be ticked.
    `offered` is what is asked about at all.
    """
    given, wrong = entered or {}, errors or {}

    def ticks(name: str, options: list[tuple[str, Words]]) -> list[Question]:
        chosen = given.get(name, [])
        return [
            Question(
                name=name, label=words, kind="tick", option=code, value=code in chosen, prefix="consent-",
                error=wrong.get(f"{name}-{code}") or ("" if place else wrong.get(name, "")),
            )
            for place, (code, words) in enumerate(options)
        ]  # fmt: skip

    def one(
        name: str,
        words: Words,
        kind: str = "select",
        options: Sequence[tuple[str, Words]] = (),
        hint: Words = "",
    ) -> Question:
        value = next(iter(given.get(name, [])), "")
        return Question(
            name=name,
            label=words,
            kind=kind,
            value=value,
            options=options,
            error=wrong.get(name, ""),
            hint=hint,
            prefix="consent-",
        )

    spoken = [(tag, found.both_names) for tag, found in LANGUAGES.items()]
    return {
        "told": [
            *ticks("told", [(fact.value, FACT_LABELS[fact]) for fact in Fact]),
            *ticks("limit", [("yes", LIMIT_LABEL)]),
        ],
        "shared": _shared(
            ticks("sections", [(s.value, f"{label(s)}: {GLOSS[s]}") for s in in_order(offered)]),
            shareable or Shareable(),
        ),
        "how": [
            one("language", _("Language of the talk"), options=spoken),
            one(
                "text_language",
                _("Text that was read"),
                options=[(tag, LANGUAGES[tag].own) for tag in TEXTS],
                hint=_("Left open: the one in the language of the talk, else the English one"),
            ),
            one("presentation", _("How the text reached the person"), options=list(choices(Presentation))),
            one("method", _("How the person said yes"), options=list(choices(ConsentMethod))),
            one(
                "interpreter",
                _("Interpreter's code"),
                "text",
                hint=_("From the register, never a name; never a relative or companion"),
            ),
            one("witness", _("Who was present"), "text", hint=_("A role, not a name")),
            one(
                "guardian",
                _("Guardian, for a child or somebody who may be one"),
                "text",
                hint=_("A role or a code, not a name"),
            ),
            *ticks("assents", [("yes", _("The child says yes, in their own words"))]),
            one(
                "copy",
                _("A copy for the person"),
                options=[(code.value, words) for code, words in COPY_LABELS.items()],
                hint=_("Optional. A paper can be found."),
            ),
        ],
        "ends": [
            one("until", _("Holds until"), "date"),
            *ticks("conditions", [(code.value, label(code)) for code in PLAIN_CONDITIONS]),
            one(
                COUNTRIES,
                _("Not to these countries"),
                "text",
                hint=_("By name, one after the other with commas"),
            ),
            *(
                replace(tick, hint=_("Without it no news comes in words, and the outcome only as a code"))
                for tick in ticks("tell_outcome", [("yes", _("They may tell us what came of it"))])
            ),
            *ticks(
                "follow_changes",
                [("yes", _("Later changes of what is shared go to them too, until the end date"))],
            ),
            one(
                "research",
                _("May figures without names be made of it?"),
                options=[(code.value, words) for code, words in RESEARCH_LABELS.items()],
                hint=_("Optional. No help and no sharing hangs on the answer."),
            ),
        ],
    }


def _shared(ticks: list[Question], shareable: Shareable) -> list[Question]:
    """The sections as they can be ticked: without the needs nothing is sent; what cannot be shared is shut."""
    return [
        _shut(tick, why_not)
        if (why_not := shareable.why_not(Section(tick.option)))
        else replace(tick, hint=HINTS.get(Section(tick.option), ""))
        for tick in ticks
    ]


def _shut(tick: Question, why_not: Reason) -> Question:
    return replace(tick, value=False, is_disabled=True, hint=why_not.sentence)


def marked(lacking: Iterable[Reason], made: Document, shareable: Shareable) -> dict[str, Words]:
    """What is missing, each under the id of the field in which it is mended; the form shows it there."""
    errors: dict[str, Words] = {}
    for place, reason in enumerate(lacking):
        words = reason.whole
        for section in _to_take_out(reason, made, shareable):
            errors[f"sections-{section}"] = f"{label(section)}: {words}"
        if reason not in ABOUT_SECTIONS:
            errors[_field(reason, made) or " " * (place + 1)] = words
    return errors


def _to_take_out(reason: Reason, made: Document, shareable: Shareable) -> list[Section]:
    """The sections that a reason speaks of, when it speaks of single ones."""
    if reason == NOT_ON_THIS_GROUND:
        most = GROUNDS[NoConsentGround(made.ground)][1]
        return [section for section in made.sections if section not in most]
    return [section for section in made.sections if shareable.why_not(section) == reason]


def _field(reason: Reason, made: Document) -> str:
    if reason == FACT_MISSING:
        return next(f"told-{fact}" for fact in Fact if fact not in made.told)
    return FIELD_OF.get(reason.code, "")


@CONSENT.asks
def ground_questions(
    entered: Entered | None = None,
    errors: Mapping[str, Words] | None = None,
    grounds: Mapping[NoConsentGround, Shareable] | None = None,
) -> list[Question]:
    """Which ground, which sections, until when: nothing is ticked beforehand.

    `grounds` says what of this case can be shared with this team on each. What cannot be on any is shut.
    """
    given, wrong = entered or {}, errors or {}
    chosen = given.get("sections", [])
    on = grounds if grounds is not None else {ground: Shareable() for ground in GROUNDS}
    listed: list[tuple[str, Words]] = [
        (ground.value, label(ground)) for ground in GROUNDS if on[ground].has_any
    ]
    others = ", ".join(str(label(ground)) for ground in GROUNDS if not on[ground].has_any)
    most = in_order(frozenset().union(*(sections for _purpose, sections in GROUNDS.values())))
    widest = Shareable(
        frozenset().union(*(each.by_us for each in on.values())),
        frozenset().union(*(each.with_them for each in on.values())),
    )

    def tick(section: Section) -> Question:
        made = Question(
            name="sections", label=f"{label(section)}: {GLOSS[section]}", kind="tick", option=section.value,
            value=section.value in chosen, prefix="ground-",
            hint=NUMBER_WITHOUT_WARNING if section is Section.IDENTITY else "",
            error=wrong.get(f"sections-{section}") or (wrong.get("sections", "") if section is most[0] else ""),
        )  # fmt: skip
        why_not = widest.why_not(section)
        return _shut(made, why_not) if why_not else made

    return [
        Question(
            name="ground", label=_("Legal ground"), kind="select", options=listed,
            value=next(iter(given.get("ground", [])), ""), error=wrong.get("ground", ""), prefix="ground-",
            hint=format_lazy(_("Not possible with this team: {grounds}. Its professions may hold nothing on it."),
                             grounds=others) if others else "",
        ),
        *[tick(section) for section in most],
        Question(
            name="until", label=_("Holds until"), kind="date", value=next(iter(given.get("until", [])), ""),
            error=wrong.get("until", ""), prefix="ground-",
        ),
    ]  # fmt: skip


CONSENT.unanswered(questions, ground_questions)
