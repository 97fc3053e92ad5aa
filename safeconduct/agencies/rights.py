"""Who may give and take rights in an agency. Pure; the database's functions ask the same again.

A change that gives rights is seen by two: it waits until somebody else of the agency has confirmed it. Where nobody
else is there yet, an invitation, a seat and a team's professions take effect, marked as seen by one only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import WITHOUT_CASES, Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

LAST_ADMINISTRATOR = Reason(
    "last_administrator",
    _("Nobody else would be left to run the agency, or the node."),
    _("Invite another administrator first, or give one of your colleagues that profession."),
)
HAND_OVER_FIRST = Reason(
    "hand_over_first",
    _("This colleague still has open work in hand."),
    _("Hand it over to a colleague first, on the page of the member."),
)
NOBODY_TO_CONFIRM = Reason(
    "nobody_to_confirm",
    _("A change that gives rights is seen by two, and nobody else in your agency could confirm this one."),
    _("Invite a second administrator, or a colleague who supervises, and ask again."),
)
REASONS = {
    reason.code: reason
    for reason in (
        LAST_ADMINISTRATOR,
        HAND_OVER_FIRST,
        NOBODY_TO_CONFIRM,
        Reason(
            "address_is_used",
            _("Somebody with this address has, or had, a place in your agency."),
            _("Look in the list of members, or use another address of the colleague."),
        ),
        Reason(
            "account_is_there",
            _("There is an account with this address on the node already."),
            _("Sign in with it, and open the link again."),
        ),
        Reason(
            "not_your_invitation",
            _("This invitation is for another address than the one of your account."),
            _("Sign out, sign in with the account that has this address, and open the link again."),
        ),
        Reason(
            "no_such_agency",
            _("This agency has no seat on this node."),
            _("Choose one from the list of agencies."),
        ),
        Reason(
            "agency_has_work",
            _(
                "Members of this agency have cases or referrals in hand, and its sector decides who may see what."
            ),
            _("Close them or take them back first; name and country can be changed meanwhile."),
        ),
        Reason(
            "team_is_used",
            _("Something hangs on this team since you looked."),
            _("Open its page again: it says what."),
        ),
        Reason(
            "agency_is_used",
            _("Something hangs on this agency since you looked."),
            _("Open its page again: it says what."),
        ),
        Reason(
            "not_your_agency",
            _("Members of another agency are invited by its own administrator."),
            _("Who keeps the node invites an agency's first administrator, and nobody else."),
        ),
        Reason(
            "no_open_invitation",
            _("This invitation is not open any more: it was used or withdrawn, or seven days have passed."),
            _("Invite the colleague again: a new link takes the place of the old one."),
        ),
        Reason(
            "not_yours_to_confirm",
            _("A change is confirmed by somebody else than who asked for it and whom it is about."),
            _("Ask another administrator, or where there is none, a colleague who supervises."),
        ),
        Reason(
            "ground_not_yours",
            _("A ground is confirmed by somebody else of the same agency than who proposed it."),
            _("Ask another administrator of your agency, or a colleague who supervises."),
        ),
        Reason(
            "public_contact_by_two",
            _("A second person sees the contact of a hotline before anybody is told of it."),
            _("Leave this open. To change it, change the contact of the service: a second person sees it."),
        ),
        Reason(
            "nothing_waits", _("This was answered or taken back meanwhile."), _("Look at what still waits.")
        ),
        Reason(
            "not_a_member_here",
            _("This member is not in your agency, or has left it."),
            _("Choose somebody from the list of members."),
        ),
        Reason(
            "only_administrators_keep_the_node",
            _("Only an administrator can keep the node."),
            _("Choose the profession administrator, or leave the node to others."),
        ),
        Reason(
            "keeps_no_node",
            _("Only who keeps the node can say who else keeps it."),
            _("Ask the administrator who keeps the node."),
        ),
        Reason(
            "only_lawyers_check_rules",
            _("Rules of law are checked by lawyers only."),
            _("Name a lawyer of the country."),
        ),
        Reason(
            "no_such_partner",
            _("There is no such partner without a node."),
            _("Choose one from the list, or add it."),
        ),
        Reason(
            "administrators_have_no_seat",
            _("An administrator opens no referral, so no team has a seat for one."),
            _("Leave the teams open."),
        ),
        Reason(
            "no_such_team",
            _("This team is not one of your agency's."),
            _("Choose one from the list of teams."),
        ),
        Reason(
            "no_such_service",
            _("This service is not one of your agency's."),
            _("Choose one from the list of services."),
        ),
        Reason(
            "contact_not_there",
            _("The service is gone, or has become a place that has no contact of its own."),
            _("Do not agree, and talk to whoever asked."),
        ),
        Reason(
            "service_is_there",
            _("The team gives this service already."),
            _("Change the entry that is there."),
        ),
        Reason(
            "profession_opens_no_case",
            _("The profession of this colleague leads no case, and there are cases to lead."),
            _("Choose another colleague to take them."),
        ),
        Reason(
            "profession_opens_nothing_here",
            _("The profession of this colleague opens nothing of a case that another agency has sent."),
            _("Choose another colleague to take them."),
        ),
    )
}
"""Why the database refuses, by its own codes."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a member may be and do."""

    profession: Profession
    supervises: bool = False
    keeps_node: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A member who is not suspended, as far as these rules look."""

    id: UUID
    rights: Rights


def gives_rights(before: Rights, after: Rights) -> bool:
    """Whether somebody may do more afterwards; another profession with cases counts as more."""
    return (
        (after.supervises and not before.supervises)
        or (after.keeps_node and not before.keeps_node)
        or (
            after.profession is not before.profession
            and after.profession not in WITHOUT_CASES - {Profession.ADMINISTRATOR}
        )
    )


def seconds(open_members: Iterable[Standing], *, first: UUID, about: UUID | None) -> set[UUID]:
    """Who may confirm: another administrator, or where there is one only, whoever supervises.

    Never who asked, and never whom it is about.
    """
    everybody = list(open_members)
    administrators = {one.id for one in everybody if one.rights.profession is Profession.ADMINISTRATOR}
    supervisors = {one.id for one in everybody if one.rights.supervises}
    found = administrators | (supervisors if len(administrators) == 1 else set())
    return found - {first} - ({about} if about else set())


def may_change(before: Rights, after: Rights, *, confirmers: Iterable[UUID]) -> Decision:
    """Less is always possible; more only where somebody could confirm it."""
    if gives_rights(before, after) and not set(confirmers):
        return Refused(NOBODY_TO_CONFIRM)
    return Allowed()


def may_end_place(open_members: Iterable[Standing], *, member: UUID, other_keepers: int) -> Decision:
    """Whether a place may be suspended or ended: never the last administrator's, nor the last who keeps the node.

    `open_members` are the agency's; `other_keepers` how many others keep the node, wherever they are.
    """
    rights = {one.id: one.rights for one in open_members}
    if member not in rights or rights[member].profession is not Profession.ADMINISTRATOR:
        return Allowed()
    administrators = [one for one, held in rights.items() if held.profession is Profession.ADMINISTRATOR]
    if administrators == [member] or (rights[member].keeps_node and other_keepers == 0):
        return Refused(LAST_ADMINISTRATOR)
    return Allowed()
