"""The versions of a section, sealed under the section's key. Old versions stay until the key goes."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from safeconduct.cases.attachments import models as _attachments  # noqa: F401 - known to Django from here
from safeconduct.cases.conferences import models as _conferences  # noqa: F401 - likewise
from safeconduct.cases.conflicts import models as _conflicts  # noqa: F401 - likewise
from safeconduct.cases.erasing import models as _erasing  # noqa: F401 - likewise
from safeconduct.cases.follow_up import models as _follow_up  # noqa: F401 - likewise
from safeconduct.cases.giving_out import models as _giving_out  # noqa: F401 - likewise
from safeconduct.cases.interpreters import models as _interpreters  # noqa: F401 - likewise
from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject
from safeconduct.cases.unsaved import models as _unsaved  # noqa: F401 - likewise
from safeconduct.cases.wrong import models as _wrong  # noqa: F401 - likewise
from safeconduct.vocabulary.codes import (
    AskAnswer,
    AskFor,
    ComplaintAbout,
    ComplaintAnswer,
    ComplaintKind,
    ComplaintWish,
    Sector,
)


class SectionVersion(models.Model):
    """One saved state of one section of one case (own: written here; received: a replica from a peer)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by_role = models.TextField()
    saved_by_agency = models.UUIDField(null=True)
    due = models.DateField(null=True)
    """When something in it waits for whoever leads; a day in clear, and only of what was written here. See ADR 15."""

    class Meta:
        db_table = 'cases"."section_version'
        constraints = [
            models.UniqueConstraint(fields=["case_id", "section", "version"], name="one_row_a_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="versions_count_from_one"),
        ]


class Bringing(models.Model):
    """One import: who brings in a file, how far it is, and its numbers. `sealed` lies under the file's own key.

    What stands open here names nobody: no name of a file, no column and no cell. `due` is when the file and its key are
    deleted at the latest; the row with its numbers stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member_id = models.UUIDField()
    agency_id = models.UUIDField()
    state = models.TextField()
    begun_at = models.DateTimeField()
    due = models.DateTimeField()
    digest = models.TextField()
    sealed = models.BinaryField(null=True)
    total = models.IntegerField()
    parts = models.IntegerField()
    parts_done = models.IntegerField(default=0)
    good = models.IntegerField(default=0)
    wrong = models.IntegerField(default=0)
    twins = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    gone = models.IntegerField(default=0)
    stayed = models.IntegerField(default=0)
    moved_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."bringing'
        indexes = [models.Index(fields=["agency_id", "-begun_at"], name="imports_of_an_agency")]


class BringingPart(models.Model):
    """A thousand rows of a file, sealed under the file's key, and what was found in them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    bringing_id = models.UUIDField()
    member_id = models.UUIDField()
    number = models.IntegerField()
    due = models.DateTimeField()
    rows = models.BinaryField()
    found = models.BinaryField(null=True)
    answers = models.BinaryField(null=True)
    is_taken = models.BooleanField(default=False)

    class Meta:
        db_table = 'cases"."bringing_part'
        constraints = [
            models.UniqueConstraint(fields=["bringing_id", "number"], name="one_part_a_number"),
        ]


class Brought(models.Model):
    """Where a case comes from: which import, which row of its file, and its number elsewhere, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField(unique=True)
    section = models.TextField()
    generation = models.IntegerField()
    bringing_id = models.UUIDField()
    row = models.IntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."brought'
        indexes = [models.Index(fields=["bringing_id", "row"], name="brought_by_an_import")]


class KeptMapping(models.Model):
    """Which columns of the agency's own lists become what: kept to be used again. Names of columns, no cells."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    name = models.TextField()
    mapping = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."kept_mapping'
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "name"], name="one_mapping_a_name"),
        ]


class Ask(models.Model):
    """A question to whoever holds a section that is closed to a colleague: codes and days, no text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    asked_by = models.UUIDField()
    ask_for = models.TextField()
    until = models.DateField()
    asked_at = models.DateTimeField()
    answer = models.TextField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'cases"."ask'
        indexes = [
            models.Index(fields=["case_id", "section"], name="asks_of_a_section"),
            models.Index(
                fields=["agency_id"], condition=models.Q(answer__isnull=True), name="asks_that_wait"
            ),
            models.Index(fields=["asked_by"], name="asks_of_a_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer=None, answered_by=None, answered_at=None)
                | models.Q(answer__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="answered_has_what_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="answered_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(ask_for__in=list(AskFor)), name="asked_for_what_is_listed"
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None) | models.Q(answer__in=list(AskAnswer)),
                name="answered_as_is_listed",
            ),
        ]


class Beside(models.Model):
    """A received case that lies beside an own one: the same person, as the agency's worker says. No content.

    A received case goes with its referral; the own one stays, and so does this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    own_case = models.UUIDField()
    received_case = models.UUIDField()
    agency_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."beside'
        constraints = [
            models.UniqueConstraint(fields=["received_case"], name="one_own_file_for_what_was_received"),
            models.CheckConstraint(
                condition=~models.Q(own_case=models.F("received_case")), name="two_files_beside_each_other"
            ),
        ]
        indexes = [models.Index(fields=["own_case"], name="received_beside_a_file")]


class Copied(models.Model):
    """Answers that were taken over from a received case into the own one: which, from which version. No content.

    It stays when the received case has gone: so the person can be told what is still here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    own_case = models.UUIDField()
    received_case = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    own_version = models.IntegerField()
    fields = ArrayField(models.TextField())
    role = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."copied'
        constraints = [
            models.UniqueConstraint(
                fields=["own_case", "section", "own_version"], name="one_origin_a_version"
            ),
            models.CheckConstraint(condition=~models.Q(fields=[]), name="something_was_taken_over"),
        ]


class Complaint(models.Model):
    """What a person complains about, written down by a member and heard by another who has no part in the case.

    Codes only. Whoever leads the case or has a place in it does not see that it exists, but for who wrote it down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    about = models.TextField()
    kind = models.TextField()
    wish = models.TextField()
    written_by = models.UUIDField()
    heard_by = models.UUIDField()
    written_at = models.DateTimeField()
    due = models.DateField()
    answer = models.TextField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'cases"."complaint'
        indexes = [
            models.Index(fields=["heard_by", "due"], name="complaints_to_a_member"),
            models.Index(fields=["written_by"], name="complaints_of_a_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(written_by=models.F("heard_by")), name="heard_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None, answered_at=None)
                | models.Q(answer__isnull=False, answered_at__isnull=False),
                name="complaint_answered_has_what_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(about__in=list(ComplaintAbout)), name="complaint_about_what_is_listed"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(ComplaintKind)), name="complaint_of_a_listed_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(wish__in=list(ComplaintWish)), name="complaint_with_a_listed_wish"
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None) | models.Q(answer__in=list(ComplaintAnswer)),
                name="complaint_answered_as_is_listed",
            ),
        ]


class Screening(models.Model):
    """One talk for identification: its answers and conclusion are sealed under the key of the section Exploitation.

    What lies open: whose it is and when. A finished one is not changed any more; a correction stands beside it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    author_id = models.UUIDField()
    role = models.TextField()
    corrects = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'cases"."screening'
        indexes = [models.Index(fields=["case_id", "begun_at"], name="screenings_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section="exploitation"), name="screenings_belong_to_exploitation"
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None) | ~models.Q(corrects=models.F("id")),
                name="corrects_another",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(finished_at__gte=models.F("begun_at")),
                name="finished_after_it_began",
            ),
        ]


class Interview(models.Model):
    """Who asked the person about what, and when: never what was answered. Codes and days, no text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    subject = models.TextField()
    held_on = models.DateField()
    who = models.TextField()
    entered_by = models.UUIDField()
    role = models.TextField()
    screening = models.UUIDField(null=True)
    again_why = models.TextField(null=True)
    entered_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."interview'
        indexes = [models.Index(fields=["case_id", "held_on"], name="interviews_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section="narrative"), name="interviews_belong_to_narrative"
            ),
            models.CheckConstraint(
                condition=models.Q(subject__in=list(InterviewSubject)), name="asked_about_what_is_listed"
            ),
            models.CheckConstraint(condition=models.Q(who__in=list(Sector)), name="asked_by_who_is_listed"),
            models.CheckConstraint(
                condition=models.Q(again_why=None) | models.Q(again_why__in=list(AgainWhy)),
                name="asked_again_for_what_is_listed",
            ),
        ]
