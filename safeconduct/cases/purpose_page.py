"""Why each question is asked, on one page: to read with the person, or to print beside a blank form."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.purposes import purpose_of
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES
from safeconduct.vocabulary.purposes import known_forms
from safeconduct.vocabulary.sections import USED, in_order


@for_members
def why_asked(request: MemberRequest) -> HttpResponse:
    """Every question of every section and of the other forms with its sentence, in a language of the pages."""
    asked = request.GET.get("language", "")
    tongue = asked if asked in INTERFACE else translation.get_language() or "en"
    with translation.override(tongue):
        context = {
            "tongue": tongue,
            "languages": [(tag, LANGUAGES[tag].own) for tag in INTERFACE],
            "parts": [
                (
                    label(section),
                    [(one.label, purpose_of(section, one.name)) for one in FIELDS[section] if not one.is_old],
                )
                for section in in_order(USED)
            ],
            "forms": [
                (form.title, [(one.label, one.why) for one in form.questions()]) for form in known_forms()
            ],
        }
        return render(request, "cases/why_asked.html", context)
