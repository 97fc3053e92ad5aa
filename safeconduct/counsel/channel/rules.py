"""When two lawyers of one person may link their matters, what may then be said, and what ends it. Pure.

Three must agree: the person, on a day, to each of the two lawyers; and both lawyers. The road between them is a
referral that was accepted; its consent, for legal assistance, is what all of it rests on, and its end ends the link.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.conferring.rules import Bond, is_walled
from safeconduct.referrals.reasons import CONSENT_ENDED
from safeconduct.referrals.tasks.rules import UNDER_WAY
from safeconduct.referrals.wire.linking import LONGEST_LETTER, LinkEnd, LinkSide
from safeconduct.vocabulary.codes import Profession, Purpose
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

MOST_LINKS = 10
"""So many links has a referral, ended ones too."""
MOST_ITEMS = 1000
"""So many items has a link, of both sides together."""
LONGEST = LONGEST_LETTER

FOR_LAWYERS = frozenset({Purpose.LEGAL_ASSISTANCE, Purpose.COMPENSATION, Purpose.RESIDENCE_PROCEDURE})
"""The purposes by which a lawyer receives somebody, as the policy has them."""

NOT_ACCEPTED = Reason(
    "link_without_acceptance",
    _("Two lawyers are linked along an accepted referral that goes on."),
    _("Wait for the acceptance, or refer the person."),
)
NOT_FOR_LEGAL_HELP = Reason(
    "link_not_for_legal_help",
    _("The consent of this referral is not for legal assistance."),
    _("Ask the person, and refer them for legal assistance."),
)
ON_A_GROUND = Reason(
    "link_without_consent",
    _("This referral rests on a legal ground and not on the person’s consent."),
    _("Ask the person, and refer them by their consent."),
)
BEHIND_THE_FIREWALL = Reason(
    "link_across_the_firewall",
    _("A lawyer is linked with no police, prosecution, immigration or other authority."),
    _("Write to them as the procedure says."),
)
WITHOUT_A_NODE = Reason(
    "link_without_a_node",
    _("This partner has no node, so nothing goes there by itself."),
    _("Speak with that lawyer by telephone."),
)
NOT_A_LAWYER = Reason(
    "link_by_a_lawyer", _("Only lawyers link their matters."), _("Tell the lawyer of the person.")
)
MATTER_CLOSED = Reason(
    "link_matter_closed", _("This matter is closed."), _("Open another one, if you act again.")
)
NO_MANDATE = Reason(
    "link_without_mandate",
    _("No mandate of this matter is running."),
    _("Write the mandate into the matter first."),
)
NO_YES = Reason(
    "link_without_a_yes",
    _("The person has not said yes to this link."),
    _("Ask them alone, and enter the day of their yes."),
)
YES_AHEAD = Reason("link_yes_ahead", _("This day is still to come."), _("Enter the day of their yes."))
LINKED_ALREADY = Reason(
    "linked_already",
    _("This matter is linked by this referral, or the link waits for its answer."),
    _("Go on there, or end it first."),
)
TOO_MANY_LINKS = Reason(
    "too_many_links", _("This referral has ten links already."), _("Go on in one of them.")
)
NOT_ASKED = Reason(
    "link_not_asked_of_you", _("This link waits for no answer from you."), _("Look at how it stands now.")
)
NOT_OPEN = Reason(
    "link_not_open", _("This link is not open: nothing goes either way."), _("Speak with them by telephone.")
)
FULL = Reason("link_is_full", _("This link has a thousand entries."), _("End it, and link the matters anew."))
NOT_YOUR_TASK = Reason(
    "link_not_your_task", _("Only whoever does this says that it is done."), _("Ask them in a message.")
)
DONE_ALREADY = Reason("link_task_done", _("This is done already."))
IS_OVER = Reason("link_is_over", _("This link is over already."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The own matter, as far as a link asks for it."""

    is_open: bool
    has_mandate: bool
    """Whether a mandate is running on the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a link stands on one side."""

    ours: LinkSide
    is_accepted: bool
    ended: LinkEnd | None
    road: Decision
    """Whether the referral still carries it (`may_link`)."""
    matter: Matter | None
    """The own matter; None while none is chosen here."""


def may_link(bond: Bond, purpose: str) -> Decision:
    """Whether the referral carries a link at all now; asked on both sides, before anything is told."""
    if is_walled(*bond.sectors):
        return Refused(BEHIND_THE_FIREWALL)
    if not bond.has_node:
        return Refused(WITHOUT_A_NODE)
    if bond.state not in UNDER_WAY:
        return Refused(NOT_ACCEPTED)
    if bond.is_on_a_ground:
        return Refused(ON_A_GROUND)
    if purpose not in FOR_LAWYERS:
        return Refused(NOT_FOR_LEGAL_HELP)
    return Allowed() if bond.is_consent_live else Refused(CONSENT_ENDED)


def acts(matter: Matter, profession: str) -> Decision:
    """Whether somebody acts as a lawyer in this matter now."""
    if profession != Profession.LAWYER:
        return Refused(NOT_A_LAWYER)
    if not matter.is_open:
        return Refused(MATTER_CLOSED)
    return Allowed() if matter.has_mandate else Refused(NO_MANDATE)


def may_agree(
    road: Decision, matter: Matter, *, profession: str, agreed_on: date | None, is_linked: bool, today: date
) -> Decision:
    """Whether a lawyer proposes a link for this matter, or chooses this matter for one that was proposed."""
    for decision in (road, acts(matter, profession)):
        if isinstance(decision, Refused):
            return decision
    if is_linked:
        return Refused(LINKED_ALREADY)
    if agreed_on is None:
        return Refused(NO_YES)
    return Refused(YES_AHEAD) if agreed_on > today else Allowed()


def may_propose(agreed: Decision, *, links: int) -> Decision:
    """Whether one more link is proposed by this referral; `agreed` is what `may_agree` says."""
    return Refused(TOO_MANY_LINKS) if agreed and links >= MOST_LINKS else agreed


def may_answer(link: Standing) -> Decision:
    """Whether a link waits for a yes or a no of this side: of one that was answered or is over there is none."""
    waits = link.ours is LinkSide.ACCEPTER and not link.is_accepted and link.ended is None
    return Allowed() if waits else Refused(NOT_ASKED)


def may_accept(link: Standing, agreed: Decision) -> Decision:
    """Whether whoever was asked links a matter of their own; `agreed` is what `may_agree` says of it."""
    asked = may_answer(link)
    return agreed if asked else asked


def may_say(link: Standing, *, profession: str, items: int) -> Decision:
    """Whether something goes to the other lawyer by this link now."""
    if link.matter is None or not link.is_accepted or link.ended is not None:
        return Refused(NOT_OPEN)
    for decision in (link.road, acts(link.matter, profession)):
        if isinstance(decision, Refused):
            return decision
    return Refused(FULL) if items >= MOST_ITEMS else Allowed()


def may_finish(said: Decision, *, is_ours: bool, is_done: bool) -> Decision:
    """Whether a task is said to be done: by whoever does it, once. `said` is what `may_say` says."""
    if isinstance(said, Refused):
        return said
    if not is_ours:
        return Refused(NOT_YOUR_TASK)
    return Refused(DONE_ALREADY) if is_done else Allowed()


def may_end(link: Standing) -> Decision:
    """Whether a lawyer ends it: at any time, also where the referral carries it no more, and without a reason."""
    return Allowed() if link.ended is None else Refused(IS_OVER)


def may_take_back(link: Standing) -> Decision:
    """Whether the person takes their yes back: also after another end, while what came from there is still here."""
    return Refused(IS_OVER) if link.ended is LinkEnd.WITHDRAWN else Allowed()
