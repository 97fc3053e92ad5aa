"""Taking an answer and showing answers. Nothing tells whose an answer is."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Field

from safeconduct.public.conferences.attending.answers import Counted, counted, may_be_shown
from safeconduct.public.conferences.attending.rules import may_evaluate
from safeconduct.public.conferences.models import Edition, Evaluation, Registration
from safeconduct.public.conferences.models.attending import SCALED
from safeconduct.vocabulary.decisions import Decision, require

TEXTS = ("best", "better")


def question(name: str) -> str:
    """The question as people read it, in the language of now."""
    field = Evaluation._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101  (our own six questions and two texts)
    return str(field.verbose_name)


def decide(person: Registration) -> Decision:
    """Whether this person answers."""
    return may_evaluate(has_arrived=person.arrived_at is not None, has_evaluated=person.has_evaluated)


def answer(person: Registration, answers: dict[str, Any]) -> None:
    """Keep an answer without a reference; the person only has answered. Raises NotPossible the second time.

    The edition is locked first: of answers that arrive together, the fifth makes all five visible.
    """
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=person.edition.pk)
        locked = Registration.objects.select_for_update().get(pk=person.pk)
        require(decide(locked))
        locked.has_evaluated = True
        locked.save(update_fields=["has_evaluated"])
        Evaluation.objects.create(edition=edition, **answers)
        hidden = Evaluation.objects.filter(edition=edition, is_shown=False)
        if may_be_shown(hidden.count()):
            hidden.update(is_shown=True)


@dataclass(frozen=True, slots=True)
class Results:
    """What organisers see: so many answers, and so many that wait for others."""

    shown: int
    waiting: int
    questions: tuple[Counted, ...]


def results_of(edition: Edition) -> Results:
    """The answers that are visible, counted."""
    found = Evaluation.objects.filter(edition=edition)
    shown = list(found.filter(is_shown=True).values_list(*SCALED))
    questions = tuple(
        counted(question(name), (row[place] for row in shown)) for place, name in enumerate(SCALED)
    )
    return Results(len(shown), found.filter(is_shown=False).count(), questions)
