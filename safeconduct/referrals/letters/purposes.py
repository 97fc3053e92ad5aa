"""Why the questions are asked of whoever answers. Nobody competent has reviewed it."""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.purposes import Form

LETTERS = Form(
    _("Question of somebody without a name"),
    {
        "text": _("So that the person who asked hears something that helps, and not silence."),
        "language": _("So that a reading machine reads the answer aloud in the right language."),
        "is_last": _("So that nobody waits for a conversation that is over."),
        "words": _("So that nothing goes into a file unless the person wished it and told the code."),
        "person": _("So that what the person has told already stands with the rest."),
        "pseudonym": _("So that pages can speak of the person, whose name nobody asked."),
        "team": _("So that the same few people read what somebody trusted them with."),
        "is_open": _("So that nobody writes to a place that does not look."),
        "days": _("So that the person knows when to come back, and when to call instead."),
        "is_contact": _("So that who knows no service finds somebody in the country."),
    },
)
