"""What the person said, each a row."""

import uuid

from django.db import models
from django.db.models import F, Q

from safeconduct.cases.wrong.codes import About
from safeconduct.cases.wrong.lines import PATTERNS


class PersonsWord(models.Model):
    """The person says that something is wrong, or that something is to stop.

    About what is a code, and for a consent its number; which line of it is a name that holds no content
    (`lines.py`), "" for the part as a whole. Words of the person are sealed under the plan's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    kind = models.TextField()
    about = models.TextField()
    consent_id = models.UUIDField(null=True)
    line = models.TextField(default="", db_default="")
    section = models.TextField(default="plan")
    generation = models.IntegerField(null=True)
    sealed = models.BinaryField(null=True)
    written_by = models.UUIDField(null=True)
    """The member on whose device it was said; None when it came by a paper code."""
    written_at = models.DateTimeField()
    answer = models.TextField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'cases"."persons_word'
        indexes = [
            models.Index(fields=["case_id"], condition=Q(answer=None), name="words_that_wait"),
            models.Index(fields=["case_id", "written_at"], name="words_about_a_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["wrong", "stop"]), name="a_word_of_a_listed_kind"),
            models.CheckConstraint(
                condition=Q(about__in=["plan", "appointments", "consents", "seen"]),
                name="a_word_about_what_is_listed",
            ),
            models.CheckConstraint(
                condition=Q(answer=None) | Q(answer__in=["put_right", "partly", "stays", "spoke", "stopped"]),
                name="a_word_answered_as_is_listed",
            ),
            models.CheckConstraint(
                condition=Q(line="")
                | Q(kind="wrong", about="plan", line__regex=PATTERNS[About.PLAN])
                | Q(kind="wrong", about="appointments", line__regex=PATTERNS[About.APPOINTMENTS])
                | Q(kind="wrong", about="seen", line__regex=PATTERNS[About.SEEN])
                | Q(
                    kind="wrong",
                    about="consents",
                    consent_id__isnull=False,
                    line__regex=PATTERNS[About.CONSENTS],
                ),
                name="a_word_names_a_line_of_its_part",
            ),
            models.CheckConstraint(
                condition=~Q(kind="stop") | Q(about="consents", consent_id__isnull=False),
                name="what_is_to_stop_is_a_consent",
            ),
            models.CheckConstraint(
                condition=Q(sealed=None, generation=None)
                | Q(sealed__isnull=False, generation__isnull=False, section="plan"),
                name="words_lie_under_the_plans_key",
            ),
            models.CheckConstraint(
                condition=Q(answer=None, answered_by=None, answered_at=None)
                | Q(answer__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="a_word_answered_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("written_at")),
                name="a_word_is_answered_afterwards",
            ),
        ]
