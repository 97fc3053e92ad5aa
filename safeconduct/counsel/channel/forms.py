"""The questions of the pages of links, and what was entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.counsel.channel.message import Letter
from safeconduct.counsel.channel.rules import LONGEST
from safeconduct.referrals.wire.linking import DAYS, LinkSide, LinkStep
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import day_in
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES, language_in_full
from safeconduct.vocabulary.questions import Question

type Entered = Mapping[str, str]
type Errors = Mapping[str, Words]

NO_DAY = _("Enter a day, such as 2027-03-31.")
CHOOSE = _("Choose what comes closest.")
WHO = _("Say who does it: you or the other lawyer.")
PAST = _("This day is past, and it cannot be taken back there. Is it right?")
WRITE = _("Write what the other lawyer has to know.")
TOO_LONG = _("Shorten this text to 4000 characters.")
KINDS: tuple[tuple[LinkStep, Words], ...] = (
    (LinkStep.SAID, _("A message")),
    (LinkStep.DATE, _("A day that both keep")),
    (LinkStep.SERVED, _("A document that was served")),
    (LinkStep.TASK, _("What one of us does")),
)
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to say."""

    kind: LinkStep
    words: Letter
    day: date | None
    is_mine: bool | None
    """Of a task: whether whoever says it does it."""

    def whose(self, ours: LinkSide) -> LinkSide | None:
        """Who does it, as it travels."""
        return None if self.is_mine is None else ours if self.is_mine else ours.other


def agreeing(
    entered: Entered,
    errors: Errors,
    *,
    today: date,
    roads: Sequence[tuple[str, Words]] = (),
    prefix: str = "",
) -> list[Question]:
    """On which day the person said yes; with `roads`, by which referral the other lawyer is asked."""
    first = [
        Question(
            "referral", _("Along which referral"), "radios", entered.get("referral", ""), roads,
            errors.get(f"{prefix}referral", ""), prefix=prefix,
        )
    ]  # fmt: skip
    return [
        *(first if roads else []),
        Question(
            "agreed_on", _("On which day the person said yes to this link"), "date",
            entered.get("agreed_on", today.isoformat()), error=errors.get(f"{prefix}agreed_on", ""), prefix=prefix,
            hint=_("Asked alone, in their language, and told that they may take it back. Both lawyers ask."),
        ),
    ]  # fmt: skip


def agreed_on(entered: Entered, *, prefix: str = "") -> date:
    """The day that was entered. Raises BadInput by the field's id."""
    found = day_in(entered.get("agreed_on", ""))
    if found is None:
        raise BadInput({f"{prefix}agreed_on": NO_DAY})
    return found


def finding(country: str, language: str, wrong: Words) -> list[Question]:
    """Where the proceedings are, and in which language a lawyer there should work."""
    return [
        Question("country", _("Country of the proceedings"), "text", country, error=wrong),
        Question(
            "language", _("Language of the lawyer"), "select", language,
            [("", _("Any")), *sorted(((tag, language_in_full(tag)) for tag in LANGUAGES), key=lambda one: one[1])],
        ),
    ]  # fmt: skip


def saying(entered: Entered, errors: Errors, *, chosen: str) -> list[Question]:
    """What goes to the other lawyer; `chosen` is the language of the page."""
    return [
        Question(
            "kind", _("What it is"), "radios", entered.get("kind", LinkStep.SAID.value),
            [(kind.value, said) for kind, said in KINDS], errors.get("kind", ""),
        ),
        Question(
            "text", _("In words"), "long", entered.get("text", ""), error=errors.get("text", ""), longest=LONGEST,
            hint=_("Read by the lawyer of the other matter and their deputy, and by nobody else."),
        ),
        Question(
            "day", _("On which day, or until when"), "date", entered.get("day", ""), error=errors.get("day", ""),
            hint=_("Of a day that both keep, and of a document. Of what one of us does it may stay empty."),
        ),
        *(
            [Question("is_past", _("It is past, and it is right"), "tick", entered.get("is_past", ""))]
            if errors.get("day") == PAST or entered.get("is_past")
            else []
        ),
        Question(
            "whose", _("Who does it"), "radios", entered.get("whose", ""),
            [(MINE, _("I do")), (THEIRS, _("The other lawyer does"))], errors.get("whose", ""),
            _("Only of what one of us does."),
        ),
        Question(
            "spoken", _("Language of the words"), "select", entered.get("spoken", chosen),
            [(tag, f"{LANGUAGES[tag].own}") for tag in INTERFACE], errors.get("spoken", ""),
        ),
    ]  # fmt: skip


def said(entered: Entered, *, today: date) -> Said:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    kind = next((kind for kind, _said in KINDS if kind.value == entered.get("kind")), None)
    text, spoken = entered.get("text", "").replace("\r\n", "\n").strip(), entered.get("spoken", "")
    day, whose = day_in(entered.get("day", "")), entered.get("whose", "")
    if kind is None:
        errors["kind"] = CHOOSE
    if not text:
        errors["text"] = WRITE
    elif len(text) > LONGEST:
        errors["text"] = TOO_LONG
    if spoken not in LANGUAGES:
        errors["spoken"] = CHOOSE
    if day is None and (entered.get("day", "").strip() or (kind is not None and DAYS.get(kind))):
        errors["day"] = NO_DAY
    if kind is LinkStep.DATE and day is not None and day < today and not entered.get("is_past"):
        errors["day"] = PAST
    if kind is LinkStep.TASK and whose not in (MINE, THEIRS):
        errors["whose"] = WHO
    if errors or kind is None:
        raise BadInput(errors)
    is_mine = whose == MINE if kind is LinkStep.TASK else None
    return Said(kind, Letter(spoken, text), day if kind in DAYS else None, is_mine)
