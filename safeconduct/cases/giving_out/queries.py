"""What was asked for and given out, as far as the row policies show it to whoever acts."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.cases.giving_out.models import Given, Giving
from safeconduct.cases.giving_out.rules import Standing
from safeconduct.cases.team.queries import team_of
from safeconduct.vocabulary.codes import GivingKind, Profession
from safeconduct.vocabulary.errors import NotFound

MOST = 50


def one(giving: UUID) -> Giving:
    """One of them. Raises NotFound."""
    found = Giving.objects.filter(id=giving).first()
    if found is None:
        raise NotFound(_("There is no such request for you."))
    return found


def of_case(case: UUID) -> list[Giving]:
    """Those of a case, the newest first."""
    return list(Giving.objects.filter(case_id=case).order_by("-asked_at", "id")[:MOST])


def copies(givings: Iterable[UUID]) -> list[Given]:
    """Each copy that was printed, the oldest first."""
    return list(Given.objects.filter(giving_id__in=list(givings)).order_by("given_at", "id"))


def names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Who entered, decided and printed."""
    found = Member.objects.filter(id__in=[one for one in ids if one])
    return dict(found.values_list("id", "name"))


def lawyers_of(case: UUID) -> list[str]:
    """The lawyers who have a place on the case now, for who has it in hand and who supervises; a received case has
    no team of its own here."""
    return [one.name for one in team_of(case).now if one.profession is Profession.LAWYER]


def standing(row: Giving) -> Standing:
    """The row as the rules see it."""
    return Standing(GivingKind(row.kind), row.verdict, frozenset(row.fields), row.asked_by)
