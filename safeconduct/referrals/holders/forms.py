"""What the pages ask: which holders to name, and what the holder answers."""

from collections.abc import Mapping, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency
from safeconduct.cases.asking.words import WHO
from safeconduct.referrals import forms
from safeconduct.referrals.forms import Post
from safeconduct.referrals.holders.labels import ANSWERS
from safeconduct.referrals.holders.members import Held
from safeconduct.referrals.holders.rules import HolderAnswer
from safeconduct.referrals.models import Referral
from safeconduct.referrals.texts import Kind
from safeconduct.referrals.texts import Words as Text
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section, in_order

PREFIX = "holder-"


def in_words(one: Held) -> Words:
    """ "Health: a psychologist"."""
    return format_lazy("{section}: {who}", section=label(one.section), who=_who(one))


def _who(one: Held) -> Words:
    return WHO.get(one.profession, label(one.profession))


def naming(
    possible: Sequence[Held], other: Agency, ticked: Sequence[str], errors: Mapping[str, Words]
) -> list[Question]:
    """Which sections, and that the person agrees. Nothing is ticked beforehand."""
    sections = in_order({one.section for one in possible})
    names = {
        section: ", ".join(str(_who(one)) for one in possible if one.section is section)
        for section in sections
    }
    return [
        Question(
            "sections", _("What they may know of"), "ticks", list(ticked),
            [(section.value, f"{label(section)}: {names[section]}") for section in sections],
            errors.get("sections", ""), prefix=PREFIX,
        ),
        Question(
            "agrees",
            _("The person agrees that %(agency)s knows that this is held here") % {"agency": other},
            "tick", "", error=errors.get("agrees", ""), prefix=PREFIX,
        ),
    ]  # fmt: skip


def chosen(names: Sequence[str]) -> list[Section]:
    """The sections that were ticked; others are left out, and no tick at all is refused by the action."""
    return [Section(name) for name in names if name in set(Section)]


def answering(
    row: Referral, entered: Post, errors: Mapping[str, Words], reads: Sequence[str]
) -> list[Question]:
    """What the holder says; the words may stay empty unless the answer is given in words."""
    options = [(code.value, words) for code, words in ANSWERS.items()]
    words = forms.word_questions(row, Kind.ANSWER, entered, prefix=PREFIX, reads=reads)
    said = Question(
        "said",
        _("Your answer"),
        "radios",
        entered.get("said", ""),
        options,
        errors.get("said", ""),
        prefix=PREFIX,
    )
    return [said, *words]


def answered(row: Referral, entered: Post) -> tuple[HolderAnswer, Text | None]:
    """The answer and its words. Raises BadInput."""
    said = entered.get("said", "")
    if said not in set(HolderAnswer):
        raise BadInput({"said": _("Choose one of the three answers.")})
    words = forms.words(row, Kind.ANSWER, entered)
    if (said == HolderAnswer.IN_WORDS) is not (words is not None):
        raise BadInput({"said": _("Write the words with the answer in words, and none with the others.")})
    return HolderAnswer(said), words
