"""Blank forms to print and fill in by hand: from the questions that the pages ask, so that neither drifts. Pure.

What a member fills in is there in the languages of the pages; what is read out to the person in those of its texts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.forms import questions
from safeconduct.consent import forms as consent
from safeconduct.consent.wording import LANGUAGES as OF_THE_TEXTS
from safeconduct.consent.wording import Wording, wording
from safeconduct.referrals.enquiries import forms as enquiry
from safeconduct.vocabulary.codes import Unanswered
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import TRANSLATED, UNREVIEWED
from safeconduct.vocabulary.sections import USED, Section, in_order
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet, asked

NO_SUCH_FORM = _("There is no such form in this language.")
LEAD = _("Any question may stay open. Then write one of these beside it: {ways}.")
KEEP = _(
    "Write an alias, not the name, on every sheet. Keep this paper locked away, and destroy it when it has been "
    "entered."
)
NO_NAME = _("No name, number, date of birth or address belongs on this sheet.")
UNREVIEWED_WORDS = _("No speaker of this language has reviewed this translation.")
ALIAS = _("Alias")
FILLED_IN = _("Filled in on, by which profession")
NOT_REVIEWED: dict[Section, Words] = {
    Section.HEALTH: _("No clinician has reviewed what this form asks."),
    Section.LEGAL: _("No lawyer has reviewed what this form asks."),
}
PARTS_OF_CONSENT: dict[str, Words] = {
    "told": _("What was told"),
    "shared": _("What they may know"),
    "how": _("How it was said"),
    "ends": _("Until when, and within which limits"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be printed: its words, the languages in which it is there, and how it is made."""

    label: Words
    languages: tuple[str, ...]
    make: Callable[[str], Sheet]
    is_for_the_person: bool = False


def sheet(name: str, language: str) -> Sheet:
    """The form of this name in this language. Raises NotFound."""
    form = FORMS.get(name)
    if form is None or language not in form.languages:
        raise NotFound(NO_SUCH_FORM)
    with translation.override(language):
        return form.make(language)


def unreviewed(language: str) -> str:
    """That no speaker has looked at the words of the pages in this language; "" for one that was looked at."""
    return str(UNREVIEWED_WORDS) if language in UNREVIEWED else ""


# --- Filled in by a member ------------------------------------------------------------------------------------


def _of(section: Section) -> Callable[[str], Sheet]:
    def make(language: str) -> Sheet:
        said = (unreviewed(language), str(NOT_REVIEWED.get(section, "")))
        head = Group("", (Item("line", str(ALIAS)), Item("line", str(FILLED_IN))))
        body = Group("", asked(questions(section, {})))
        return Sheet(language, str(label(section)), (head, body), _lead(), " ".join(filter(None, said)))

    return make


def _lead() -> str:
    ways = ", ".join(str(label(way)) for way in Unanswered)
    return f"{str(LEAD).format(ways=ways)} {KEEP}"


def _consent(language: str) -> Sheet:
    parts = consent.questions()
    groups = tuple(Group(str(words), asked(parts[part])) for part, words in PARTS_OF_CONSENT.items())
    to_whom = Group("", tuple(Item("line", str(words)) for words in (ALIAS, TO_WHOM, FOR_WHAT)))
    said = (wording("en").not_checked if language not in OF_THE_TEXTS else wording(language).not_checked,)
    return Sheet(
        language,
        str(CONSENT),
        (to_whom, *groups),
        f"{CONSENT_LEAD} {KEEP}",
        " ".join(filter(None, (*said, unreviewed(language)))),
    )


def _enquiry(language: str) -> Sheet:
    found = enquiry.questions(QueryDict(), {}, offered=[], spoken=language)
    return Sheet(
        language, str(ENQUIRY), (Group("", asked(found.values())),), str(NO_NAME), unreviewed(language)
    )


# --- Read to the person, or about the person in the language of the texts ----------------------------------------


def _told(language: str) -> Sheet:
    text = wording(language)
    groups = [
        Group(heading, tuple(Item("text", sentence) for sentence in sentences))
        for heading, sentences in text.facts({})
    ]
    last = Group("", tuple(Item("strong", sentence) for sentence in text.data["script"]["last"]))
    return Sheet(language, text.data["script"]["title"], (*groups, last), "", _unchecked(text))


def _referral(language: str) -> Sheet:
    text = wording(language)
    form = text.data["form"]
    groups = tuple(
        Group(
            group["heading"],
            (
                *(Item("choice", one["label"], tuple(one["options"])) for one in group.get("choices", [])),
                *(Item("line", words) for words in group.get("lines", [])),
                *(Item("box", words) for words in group.get("boxes", [])),
            ),
        )
        for group in form["groups"]
    )
    return Sheet(language, form["title"], groups, form["lead"], _unchecked(text))


def _unchecked(text: Wording) -> str:
    return f"{text.not_checked} ({text.version})"


TO_WHOM = _("Agency, team and country that may be told")
FOR_WHAT = _("For what")
CONSENT = _("Consent")
CONSENT_LEAD = _(
    "Read the text for the person first. Refusing costs nothing, and the talk can stop after any fact."
)
ENQUIRY = _("Enquiry without a name")

FORMS: dict[str, Form] = {
    "told": Form(
        _("What is read to the person before they decide"), OF_THE_TEXTS, _told, is_for_the_person=True
    ),
    "consent": Form(CONSENT, TRANSLATED, _consent),
    "referral": Form(_("A referral, on paper"), OF_THE_TEXTS, _referral),
    "enquiry": Form(ENQUIRY, TRANSLATED, _enquiry),
    **{section.value: Form(label(section), TRANSLATED, _of(section)) for section in in_order(USED)},
}
"""Every form, in the order in which they are listed."""
