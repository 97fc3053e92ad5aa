"""A referral as one sealed file: a spreadsheet that opens with its password in ordinary office programs.

The file is made when it is fetched and kept nowhere; its password is shown once, and goes another way than the file.
"""

import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency
from safeconduct.referrals.envelope import Extract
from safeconduct.referrals.lists.spreadsheet import GROUPS, OF_A_GROUP, SIGNS, new_password, sealed
from safeconduct.referrals.models import Referral
from safeconduct.referrals.pages.agreed import condition
from safeconduct.referrals.partners.content import Content
from safeconduct.referrals.sub_referrals.shown import links
from safeconduct.vocabulary.codes import Purpose, Service, Urgency
from safeconduct.vocabulary.labels import label

__all__ = ["NAME", "Heading", "heading", "is_one_of_ours", "new_password", "sealed_file"]

NAME = "referral.xlsx"
"""Nothing of what is in it stands in the name of the file."""
_OURS = re.compile(f"[{SIGNS}]{{{OF_A_GROUP}}}(-[{SIGNS}]{{{OF_A_GROUP}}}){{{GROUPS - 1}}}")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the content: what is asked, by whom, and what the person has set."""

    lines: list[tuple[str, str]]
    binds: list[str]


def heading(row: Referral, extract: Extract, own: Agency) -> Heading:
    """No name of the person and none of a worker: the reference is what both sides say to each other."""
    asked = [
        (_("Reference"), row.reference),
        (_("From"), str(own)),
        (_("Duty number"), own.duty_number),
        (_("What is asked"), str(label(Service(row.service)))),
        *((str(words), said) for words, said in row.law.in_words),
        (_("How urgent"), str(label(Urgency(row.urgency)))),
        (_("For what it may be used"), str(label(Purpose(row.purpose)))),
        (_("Until"), date_format(extract.until, "D j M Y")),
    ]
    through = links(row, has_own_file=False).through
    if through:
        asked.append((_("The person came to us through"), through))
    return Heading(
        lines=[(name, words) for name, words in asked if words],
        binds=[str(condition(text)) for text in extract.conditions],
    )


def is_one_of_ours(password: str) -> bool:
    """Whether it is a password that this room made: one that somebody chose might be guessed."""
    return _OURS.fullmatch(password) is not None


def sealed_file(found: Content, head: Heading, password: str) -> bytes:
    """The sealed file: what is asked, what binds, and each answer in a line of its own."""
    rows = [["", name, words] for name, words in head.lines]
    rows += [[_("What the person has set"), "", words] for words in head.binds]
    rows += [
        [str(name), str(asked), str(answer)]
        for _section, name, facts in found.parts
        for asked, answer in facts
    ]
    rows.append(["", "", str(_not_further())])
    return sealed([_("Part"), _("What"), _("Answer")], rows, password)


def _not_further() -> str:
    return _(
        "For the one team that was asked, and for nothing else. Pass nothing on without the person's own yes. "
        "Destroy it when you are told that it was taken back, or when the help is over."
    )
