"""Acting as one of the people of `world.py` through Django, as the web process does."""

from collections.abc import Iterator
from contextlib import contextmanager

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID


@contextmanager
def member_acts(name: str) -> Iterator[Member]:
    """A transaction of Django's connection in which this member acts; it commits."""
    with acting(MemberId(ID(name))):
        yield Member.objects.select_related("agency").get(id=ID(name))
