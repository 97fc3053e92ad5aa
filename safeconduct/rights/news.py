"""What the person wants to hear of the proceedings, and by which way (F12; Article 6 of Directive 2012/29/EU). Pure.

That article gives it on request, and its wording was not read. So it is asked as a wish, in codes, and nothing is sent
by it: it tells whoever works with the person what to ask the authority for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Channel, Wish, choices, label
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

NO_CHANNEL = _("Choose by which way they want to hear it.")
NOTHING_ELSE = _("“None of it” stands alone.")


@dataclass(frozen=True, slots=True)
class News:
    """The wishes of one talk; without any, nobody asked."""

    wishes: tuple[Wish, ...] = ()
    channel: Channel | None = None

    @property
    def stored(self) -> dict[str, Any]:
        """As it is sealed."""
        return {
            "wishes": [one.value for one in self.wishes],
            "channel": self.channel.value if self.channel else "",
        }

    @property
    def facts(self) -> list[tuple[Words, Words]]:
        """For the page."""
        if not self.wishes:
            return []
        said: list[tuple[Words, Words]] = [(WHAT, "; ".join(str(label(one)) for one in self.wishes))]
        return [*said, (BY, label(self.channel))] if self.channel else said


NOT_ASKED = News()
WHAT = _("What the person wants to hear of the proceedings")
BY = _("By which way")


def news_of(row: Mapping[str, Any]) -> News:
    """What was sealed; of a talk before this was asked, nothing."""
    channel = row.get("channel", "")
    return News(tuple(map(Wish, row.get("wishes", []))), Channel(channel) if channel else None)


def questions(entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """What they want to hear, and how."""
    channel = next(iter(entered.get("channel", [])), "")
    return [
        Question(
            "wishes", WHAT, "ticks", ", ".join(entered.get("wishes", [])), choices(Wish), errors.get("wishes", ""),
            _("Nothing is sent by this. Ask the authority for it."),
        ),
        Question("channel", BY, "radios", channel, choices(Channel), errors.get("channel", "")),
    ]  # fmt: skip


def entered_as(entered: Entered) -> News:
    """What was entered. Raises BadInput."""
    wishes = tuple(one for one in Wish if one.value in entered.get("wishes", []))
    given = next(iter(entered.get("channel", [])), "")
    channel = Channel(given) if given in set(Channel) else None
    if Wish.NOTHING in wishes:
        if len(wishes) > 1:
            raise BadInput({"wishes": NOTHING_ELSE})
        return News(wishes)
    if wishes and channel is None:
        raise BadInput({"channel": NO_CHANNEL})
    return News(wishes, channel if wishes else None)
