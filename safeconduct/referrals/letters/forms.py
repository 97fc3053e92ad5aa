"""What is asked of whoever answers, puts a conversation into a file, or opens the desk."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.aliases import LONGEST_ALIAS
from safeconduct.referrals.letters.purposes import LETTERS
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.letters.form import LONGEST
from safeconduct.vocabulary.questions import Question

type Errors = Mapping[str, Words]
type Post = Mapping[str, str]

DAYS = ("1", "2", "3", "5", "10")


@LETTERS.asks
def answering(post: Post, errors: Errors) -> list[Question]:
    """The answer, its language, which nobody guesses, and whether it is the last."""
    tongues = sorted(((tag, row.own) for tag, row in LANGUAGES.items()), key=lambda one: one[1])
    return [
        Question(
            "text", _("Answer"), "long", post.get("text", ""), error=errors.get("text", ""), longest=LONGEST,
            hint=_("Short sentences, no jargon. Ask for no name, place or papers: the person decides what to tell."),
        ),
        Question(
            "language", _("In which language it is written"), "select", post.get("language", ""), tongues,
            errors.get("language", ""),
        ),
        Question(
            "is_last", _("End the conversation with this answer"), "tick", post.get("is_last", ""),
            hint=_("The person can read it, and write no more under this code."),
        ),
    ]  # fmt: skip


@LETTERS.asks
def into_file(
    post: Post, errors: Errors, *, people: Sequence[tuple[str, Words]], alias: str
) -> list[Question]:
    """The code that the person told, and whose file it goes into."""
    return [
        Question(
            "words", _("The six words that the person told you"), "text", post.get("words", ""),
            error=errors.get("words", ""), hint=_("Or the six numbers. Ask for them only when the person wishes this."),
        ),
        Question("person", _("Into which file"), "radios", post.get("person", ""), people, errors.get("person", "")),
        Question(
            "pseudonym", _("Alias"), "text", post.get("pseudonym", "") or alias, error=errors.get("pseudonym", ""),
            longest=LONGEST_ALIAS,
            hint=_("Only for a case that is opened now. It is not the person's name."),
        ),
    ]  # fmt: skip


@LETTERS.asks
def desk(values: Post, errors: Errors, *, teams: Sequence[tuple[str, Words]]) -> list[Question]:
    """Whether the agency takes questions, by whom, and how soon it looks."""
    days: list[tuple[str, Words]] = [(number, number) for number in DAYS]
    return [
        Question(
            "is_open", _("The public site shows your agency among those who answer"), "tick",
            values.get("is_open", ""),
        ),
        Question(
            "team", _("Which team reads and answers"), "select", values.get("team", ""), teams,
            errors.get("team", ""),
        ),
        Question(
            "days", _("Within how many working days somebody looks"), "select", values.get("days", "3"), days,
            errors.get("days", ""), hint=_("The person reads this. Promise what holds in your holidays too."),
        ),
        Question(
            "is_contact", _("Your agency is the contact of its country"), "tick", values.get("is_contact", ""),
            error=errors.get("is_contact", ""),
            hint=_("Only where a national coordinator works. It then stands first."),
        ),
    ]  # fmt: skip


LETTERS.unanswered(
    lambda: answering({}, {}), lambda: into_file({}, {}, people=[], alias=""),
    lambda: desk({}, {}, teams=[]),
)  # fmt: skip
