"""Enquiries in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.referrals.enquiries.rules import HELPS, Standing
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.decisions import Words

STANDINGS: dict[Standing, Words] = {
    Standing.OPEN: pgettext_lazy("enquiry", "Open"),
    Standing.ANSWERED: pgettext_lazy("enquiry", "Answered"),
    Standing.LAPSED: pgettext_lazy("enquiry", "Its time is over"),
    Standing.CONVERTED: pgettext_lazy("enquiry", "Became a referral"),
    Standing.WITHDRAWN: pgettext_lazy("enquiry", "Withdrawn"),
    Standing.TAKEN: pgettext_lazy("enquiry", "Somebody else can"),
}
MEANING: dict[tuple[Side, Standing], Words] = {
    (Side.SENDER, Standing.OPEN): _("They have not answered yet. They know nothing of a person."),
    (Side.SENDER, Standing.ANSWERED): _("They have answered."),
    (Side.SENDER, Standing.LAPSED): _(
        "They have not answered in time. A late answer is shown here all the same."
    ),
    (Side.SENDER, Standing.CONVERTED): _("Your agency made a referral of it."),
    (Side.SENDER, Standing.WITHDRAWN): _("You have taken it back, and they are told."),
    (Side.SENDER, Standing.TAKEN): _(
        "Another service of this round was taken, and they are told. A yes of theirs is kept: you can still take it."
    ),
    (Side.RECEIVER, Standing.OPEN): _(
        "They ask whether you could help somebody like this. You promise nothing yet."
    ),
    (Side.RECEIVER, Standing.ANSWERED): _("You have answered. Whether a referral comes, the person decides."),
    (Side.RECEIVER, Standing.LAPSED): _("The time to answer is over. They are glad of a late answer too."),
    (Side.RECEIVER, Standing.CONVERTED): _("It is over."),
    (Side.RECEIVER, Standing.WITHDRAWN): _("They need no answer any more."),
    (Side.RECEIVER, Standing.TAKEN): _("Somebody else can help. Nothing more to do."),
}
TAKEN_AFTER_A_YES = _(
    "Thank you: somebody else said yes first. Yours is kept in reserve, and they see it. Nothing more to do."
)
"""For who said yes, and was not the first."""
IN_RESERVE = _(
    "They said yes as well, and another service has it. Theirs is kept in reserve: you can take it on the page of the "
    "round."
)
"""For who asked."""
TAKEN_BACK_AFTER_A_YES = _(
    "They cannot go on with your yes after all, and have taken it back. Nothing more to do."
)
"""For who said yes, and is asked no more."""
OUT_AFTER_A_YES = _("They said yes, and it was taken back: they are told. Others can be asked.")
"""The same for who asked."""
THANKS = {
    True: _("Thank you: somebody else said yes first. Yours is kept in reserve, and they see it."),
    False: _("Thank you. They are told. Somebody else can help."),
}
"""Said to who answers after somebody else was taken, by whether the answer is a yes."""
GO_ON_WITH_YOU = _("They go on with you. It holds no place yet.")
"""For who has the round."""
TAGS: dict[Standing, str] = {
    Standing.OPEN: "theirs",
    Standing.ANSWERED: "moss",
    Standing.LAPSED: "brick",
    Standing.CONVERTED: "moss",
    Standing.WITHDRAWN: "",
    Standing.TAKEN: "",
}


def tag_of(standing: Standing, answer: str) -> str:
    """The colour beside an enquiry: only a yes is green."""
    is_no = standing is Standing.ANSWERED and answer not in HELPS
    return "" if is_no else TAGS[standing]
