"""In which language somebody of this node reads: a member's own choice, else the node's language."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.utils import translation

from safeconduct.agencies.models import Member


def offered() -> dict[str, str]:
    """The languages of the pages by their tags, each with its own name for itself."""
    return {tag: str(own) for tag, own in settings.LANGUAGES}


def languages_of(members: Iterable[UUID]) -> dict[UUID, str]:
    """What each of these members has chosen; "" for nothing yet."""
    return dict(Member.objects.filter(id__in=list(members)).values_list("id", "language"))


@contextmanager
def for_reader(tag: str) -> Iterator[None]:
    """Texts made inside are in this language; in the node's own where the tag is "" or no language of the pages."""
    with translation.override(tag if tag in offered() else settings.LANGUAGE_CODE):
        yield


def said_in() -> dict[str, str]:
    """The header of a mail that is written now: in which language (RFC 3282)."""
    return {"Content-Language": translation.get_language() or settings.LANGUAGE_CODE}
