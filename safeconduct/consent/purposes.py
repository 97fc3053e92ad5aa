"""Why the questions of the consent form are asked, or of a ground in its place. Nobody competent has reviewed it.

This permission is not the ground of processing (`agencies/processing/`): so no article of the GDPR on consent is named.
"""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.purposes import Form

CONVENTION = _("Council of Europe Convention CETS 197, Article 12(7)")
UNDERSTOOD = _("Directive 2012/29/EU, Article 3")
INTERPRETED = _("Directive 2012/29/EU, Article 7")
GUARDIAN = _("Directive 2011/36/EU, Article 14(2)")
HEARD = _("Convention on the Rights of the Child, Article 12")
AS_LONG = _("GDPR, Article 5(1)(e)")
NO_MORE = _("GDPR, Article 5(1)(c)")

CONSENT = Form(
    _("The talk about sharing"),
    {
        "told": (_("Only who knows what they agree to has agreed to anything."), CONVENTION),
        "limit": _("Nobody may hear later that we kept silent about what we cannot promise."),
        "sections": (_("So that they are told what they need for this, and nothing else."), NO_MORE),
        "language": (_("So that it can be seen that the person could understand what was said."), UNDERSTOOD),
        "text_language": _("So that the words that were read can be found again as they were."),
        "presentation": _("A page that nobody read out is worth nothing to somebody who does not read."),
        "method": _("So that the person’s yes can be shown to whoever doubts it, the person too."),
        "interpreter": (
            _("So that a wrong word can be traced to the talk, and a relative is seen at once."),
            INTERPRETED,
        ),
        "witness": _("A yes by word of mouth needs somebody who has heard it."),
        "guardian": (_("A child’s yes needs somebody beside it who stands for the child."), GUARDIAN),
        "assents": (_("A child is asked as well, not only whoever stands for it."), HEARD),
        "copy": _("So that the person can read again what they agreed to, where a paper is safe."),
        "until": (_("So that it ends by itself, and nobody has to remember to end it."), AS_LONG),
        "conditions": _("So that the limits that the person sets go along and bind whoever receives it."),
        "not_countries": _("So that nothing goes to a country that the person fears."),
        "tell_outcome": _("So that we hear what came of it only where the person wants us to."),
        "follow_changes": _("What the person tells us later is another thing to agree to."),
        "research": _("So that nobody becomes a figure without being asked; nothing hangs on it."),
        "ground": _("Without the person’s yes something is told only where a listed ground says so."),
    },
    {
        "told": _("What was told to the person"),
        "sections": _("What may be told"),
        "conditions": _("Limits that the person sets"),
    },
)
