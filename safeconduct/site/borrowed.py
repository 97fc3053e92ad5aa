"""Texts of Django and of django-allauth that our pages show, marked so that our catalogues carry them.

Theirs are not whole in every language, and write some words as ours do not: Romanian days and months begin with a
small letter. Ours go first. A test holds that each of these is still a text of theirs.
"""

from safeconduct.vocabulary.marking import mark as _
from safeconduct.vocabulary.marking import mark_several

DAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"),
)  # fmt: skip
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
    _("jan"), _("feb"), _("mar"), _("apr"), _("may"), _("jun"), _("jul"), _("aug"), _("sep"), _("oct"), _("nov"),
    _("dec"),
)  # fmt: skip
FIELDS = (_("This field is required."),)
PASSWORDS = (
    _("This password is too common."),
    mark_several(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("You must type the same password each time."),
    _("Please type your current password."),
    _("Password successfully changed."),
)
SIGNING_IN = (
    _("The username and/or password you specified are not correct."),
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("Successfully signed in as %(name)s."),
    _("You have signed out."),
)
FACTORS = (
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("A new set of recovery codes has been generated."),
    _("Save them  in a secure location now — they won't be shown again."),
    _("Authenticator app activated."),
    _("Authenticator app deactivated."),
    _("Security key added."),
    _("Security key removed."),
)
