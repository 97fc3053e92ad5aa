"""The register of interpreters, and who was asked for whom."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from safeconduct.cases.interpreters.codes import Conflict, Role
from safeconduct.vocabulary.codes import Sex


class Interpreter(models.Model):
    """Somebody whom an agency asks to interpret, by a reference. Nothing of a case; they have no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    reference = models.TextField()
    role = models.TextField()
    sex = models.TextField(blank=True)
    languages = ArrayField(models.TextField())
    dialects = models.TextField(blank=True)
    countries = ArrayField(models.TextField())
    vetted_on = models.DateField(null=True)
    vetted_by = models.TextField(blank=True)
    vetted_until = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    conflicts = ArrayField(models.TextField())
    note = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."interpreter'
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "reference"], name="one_interpreter_a_reference"),
            models.CheckConstraint(condition=models.Q(role__in=list(Role)), name="interprets_or_mediates"),
            models.CheckConstraint(condition=models.Q(sex__in=["", *Sex]), name="interpreter_of_a_listed_sex"),
            models.CheckConstraint(condition=~models.Q(languages=[]), name="interprets_some_language"),
            models.CheckConstraint(
                condition=models.Q(conflicts__contained_by=list(Conflict)), name="interpreter_conflicts_are_listed"
            ),
            models.CheckConstraint(
                condition=models.Q(vetted_on=None, vetted_until=None)
                | models.Q(
                    vetted_on__isnull=False, vetted_until__isnull=False, vetted_until__gte=models.F("vetted_on")
                ),
                name="a_vetting_begins_and_ends",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"interpreter {self.id}"


class Interpreting(models.Model):
    """One talk with an interpreter, sealed under the key of the section Safe contact: who, when, where, which language.

    What lies open: whose file, who wrote it down and when. That somebody is not offered any more is a row of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    made_by = models.UUIDField()
    role = models.TextField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."interpreting'
        indexes = [models.Index(fields=["case_id", "-made_at"], name="interpreting_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section="safe_contact"), name="interpreting_belongs_to_safe_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"interpreting {self.id}"
