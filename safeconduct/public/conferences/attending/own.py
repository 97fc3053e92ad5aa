"""What somebody finds behind the secret of their registration."""

from django.http import Http404
from django.utils.translation import gettext

from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.models import Registration
from safeconduct.vocabulary.decisions import Reason


def person_of(secret: str) -> Registration:
    """Whose secret it is. Raises Http404: of a wrong one nothing is said."""
    found = Registration.objects.select_related("edition").filter(secret_hash=hash_of(secret)).first()
    if found is None:
        raise Http404
    return found


def spoken(reason: Reason) -> Reason:
    """The same reason in the language of now; a pure rule only marks its sentences."""
    instead = str(reason.instead)
    return Reason(reason.code, gettext(str(reason.sentence)), gettext(instead) if instead else "")
