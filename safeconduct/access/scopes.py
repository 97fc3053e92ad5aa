"""What a token of a member's own software may do: never more than its member, and of that only what was ticked."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class Scope(StrEnum):
    """One thing that a token may be made for. The table `access.token` repeats the list."""

    READ = "read"
    MOVE = "move"
    SEND = "send"
    WITHDRAW = "withdraw"
    CAPACITY = "capacity"


LABELS: dict[Scope, Words] = {
    Scope.READ: _("Read referrals and enquiries, and what of the person you may open in them"),
    Scope.MOVE: _("Answer and move referrals, answer enquiries, and give news"),
    Scope.SEND: _("List your own people, make referrals and send them"),
    Scope.WITHDRAW: _("Take referrals back"),
    Scope.CAPACITY: _("Say how many places your team's services have free"),
}
"""As the page asks for them."""
