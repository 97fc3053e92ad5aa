"""What is given out: who asked, what, who decided, and each copy. Codes, days and names of questions, no answer."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safeconduct.vocabulary.codes import GivingKind, GivingRefused, LawyerTold


class Giving(models.Model):
    """One request. `fields` are names like `needs.wish`; `withheld` names with the reason after a colon.

    Of the person's own `fields` are all that were decided about, what is left out among them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    kind = models.TextField()
    number = models.TextField(blank=True)
    language = models.TextField()
    asked_on = models.DateField()
    due = models.DateField()
    fields = ArrayField(models.TextField(), default=list)
    withheld = ArrayField(models.TextField(), default=list)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    verdict = models.TextField(blank=True)
    why = models.TextField(blank=True)
    lawyer = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'cases"."giving'
        indexes = [
            models.Index(fields=["case_id", "asked_at"], name="givings_of_a_case"),
            models.Index(fields=["agency_id"], condition=Q(verdict=""), name="givings_that_wait"),
            models.Index(fields=["agency_id", "decided_at"], name="givings_by_decision"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[*GivingKind]), name="giving_of_a_listed_kind"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "not_needed"], decided_by=None, decided_at=None)
                | Q(verdict__in=["agreed", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="giving_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="giving_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="not_needed") | Q(kind="person", withheld=[]),
                name="giving_without_a_second",
            ),
            models.CheckConstraint(
                condition=Q(why="", verdict__in=["", "not_needed", "agreed"])
                | Q(why__in=[*GivingRefused], verdict="refused"),
                name="giving_refused_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="agreed")
                | Q(kind="person")
                | (~Q(kind="request") & Q(lawyer__in=[*LawyerTold])),
                name="giving_agreed_with_an_order",
            ),
        ]


class Given(models.Model):
    """One copy that was printed: what of it, by whom, when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    giving_id = models.UUIDField()
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    fields = ArrayField(models.TextField(), default=list)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."given'
        indexes = [models.Index(fields=["giving_id", "given_at"], name="copies_of_a_giving")]
