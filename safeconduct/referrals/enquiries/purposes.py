"""Why the questions of an enquiry without a name are asked. Nobody competent has reviewed it."""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.purposes import Form

PRESUMED = _("Directive 2011/36/EU, Article 13(2)")
NO_MORE = _("GDPR, Article 5(1)(c)")

ENQUIRY = Form(
    _("Enquiry without a name"),
    {
        "to": _("So that only those read it who could help."),
        "together": _("So that nobody keeps a place free for somebody who has one already."),
        "is_child": (_("Children need other services, and who may be one is treated as one."), PRESUMED),
        "urgency": _("So that whoever reads it knows whether it can wait until tomorrow."),
        "part_of_country": _(
            "So that nobody offers a place that is too far, or too near to those who are feared."
        ),
        "languages": _("So that somebody there can speak with the person."),
        "constraints": _("So that nobody says yes who then has to send the person away."),
        "sex": _("Some places are for women or for men only; otherwise it stays out."),
        "services": (_("So that each reads only what it is asked for."), NO_MORE),
        "exploitation": _("Only where a service is for some; otherwise it stays out."),
        "note": _("For what no code says; nothing by which somebody could be known."),
        "note_language": _("So that it is not read wrongly there."),
        "answer": _("So that the person hears a yes or a no, and not silence."),
        "possible_from": _("So that somebody can say whether the person can wait so long."),
        "other": _("So that a no leads further."),
        "person": _("So that nothing is entered twice for somebody who has a file."),
        "take_over": (
            _("So that nothing is asked twice, and the service reads what it said yes to."),
            NO_MORE,
        ),
        "pseudonym": _("So that pages can speak of the person without the name."),
    },
)
