"""A rule's reason in the language of now. Rules are pure and only mark their sentences; templates translate by `trans`.

What Python says (a message, an error of a form, JSON) says it by this one function.
"""

from django.utils.translation import gettext

from safeconduct.vocabulary.decisions import Reason


def spoken(reason: Reason) -> Reason:
    """The same reason, translated; `whole` is what is said."""
    instead = str(reason.instead)
    return Reason(reason.code, gettext(str(reason.sentence)), gettext(instead) if instead else "")
