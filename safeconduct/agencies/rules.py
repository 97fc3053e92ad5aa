"""Who may work, and which way of proving who one is may be given up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import WITHOUT_CASES, Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

SUSPENDED = Reason(
    "suspended",
    _("This place in the agency is not open any more."),
    _("Ask your agency's administrator."),
)
NO_SECOND_FACTOR = Reason(
    "no_second_factor",
    _("Your profession works with people's files, and a password alone does not protect them."),
    _("Add a passkey or an authenticator app on your account page."),
)
FACTOR_NOT_SHOWN = Reason(
    "factor_not_shown",
    _("You signed in here before your passkey or authenticator app was added."),
    _("Sign out, and sign in again with it."),
)
LAST_FACTOR = Reason(
    "last_factor",
    _("This is your last passkey or authenticator app, and your profession needs one."),
    _("Add another one first, then remove this one."),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member's account and its present sign-in stand.

    `has_factor`: a passkey or an authenticator app is enrolled; recovery codes alone are none.
    `has_shown_factor`: it was used, or enrolled, in this very sign-in.
    `one_click`: signed in by the demonstration's button, on a node whose owner calls it a demonstration.
    """

    profession: Profession
    is_suspended: bool
    has_factor: bool
    has_shown_factor: bool
    one_click: bool = False


def is_administrator(profession: Profession) -> bool:
    """Whether the profession runs its agency's place on the node."""
    return profession is Profession.ADMINISTRATOR


def may_have_cases(profession: Profession) -> bool:
    """Whether somebody of this profession can be named for a case at all; the policy says for which."""
    return profession not in WITHOUT_CASES


def needs_factor(profession: Profession) -> bool:
    """Whether a password is not enough: for rights in cases, and for whoever decides who has them."""
    return may_have_cases(profession) or is_administrator(profession)


def may_work(standing: Standing) -> Decision:
    """Allowed on the node's pages, or refused until what is missing is there; suspension comes before all."""
    if standing.is_suspended:
        return Refused(SUSPENDED)
    if standing.one_click:
        return Allowed()
    if standing.has_factor:
        return Allowed() if standing.has_shown_factor else Refused(FACTOR_NOT_SHOWN)
    return Refused(NO_SECOND_FACTOR) if needs_factor(standing.profession) else Allowed()


def may_remove_factor(professions: Iterable[Profession], *, others: int) -> Decision:
    """Whether an account with places of these professions may give up one factor and keep `others`."""
    if others == 0 and any(needs_factor(profession) for profession in professions):
        return Refused(LAST_FACTOR)
    return Allowed()
