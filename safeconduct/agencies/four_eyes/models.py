"""Capacities, proposals, signatures and remarks. Nothing here is about a person in a case, and no case is named.

The serving roles read these tables; every row comes from a function of `migrations/sql/0009_four_eyes.sql`.
"""

import uuid

from django.db import models
from django.db.models import F, Q

HEX = r"^[0-9a-f]{64}$"
NAME = r"^[a-z_]{1,30}$"


class MemberCapacity(models.Model):
    """That a member edits or checks contents of a subject in a scope: named by who keeps the node, seen by two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member_id = models.UUIDField()
    capacity = models.TextField()
    subject = models.TextField()
    scope = models.TextField()

    class Meta:
        db_table = 'agencies"."member_capacity'
        constraints = [
            models.UniqueConstraint(
                fields=["member_id", "capacity", "subject", "scope"], name="one_capacity_once"
            ),
            models.CheckConstraint(condition=Q(capacity__in=["edits", "checks"]), name="capacity_is_listed"),
            models.CheckConstraint(condition=Q(subject__regex=NAME), name="capacity_has_a_subject"),
        ]


class ContentProposal(models.Model):
    """One proposed content, whole, with the digest by which it is signed. Once answered it changes no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.TextField()
    key = models.TextField()
    scope = models.TextField()
    content = models.TextField()
    """Canonical JSON."""
    digest = models.TextField()
    base = models.TextField(blank=True)
    """The digest of what it would change; "" for something new."""
    why = models.TextField()
    """What shows that it has to change: a source."""
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    outcome = models.TextField(default="waits", db_default="waits")
    seen_by = models.UUIDField(null=True)
    seen_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="", db_default="")

    class Meta:
        db_table = 'agencies"."content_proposal'
        indexes = [models.Index(fields=["subject", "scope", "outcome"], name="contents_of_a_scope")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "key"], condition=Q(outcome="waits"), name="one_content_waits"
            ),
            models.CheckConstraint(condition=Q(subject__regex=NAME), name="content_has_a_subject"),
            models.CheckConstraint(condition=Q(digest__regex=HEX), name="content_has_its_digest"),
            models.CheckConstraint(
                condition=Q(outcome="waits", seen_by=None, seen_at=None)
                | Q(outcome="withdrawn", seen_by=None, seen_at__isnull=False)
                | Q(outcome__in=["signed", "declined"], seen_by__isnull=False, seen_at__isnull=False),
                name="a_content_waits_or_was_answered",
            ),
            models.CheckConstraint(
                condition=Q(seen_by=None) | ~Q(seen_by=F("proposed_by")), name="a_content_is_seen_by_two"
            ),
        ]


class ContentCompared(models.Model):
    """That somebody competent compared exactly this content with its source on a day. The newest of a digest counts."""

    number = models.BigIntegerField(primary_key=True)
    """One after the other, in the order of the commits: the highest says whether anything has changed."""
    subject = models.TextField()
    key = models.TextField()
    scope = models.TextField()
    digest = models.TextField()
    compared_on = models.DateField()
    compared_by = models.UUIDField()
    by_name = models.TextField()
    """Name and agency as they were on the day: it stands beside the content."""
    at = models.DateTimeField()
    proposal_id = models.UUIDField(null=True)
    """The proposal that was signed by it; None where what stood was compared again."""

    class Meta:
        db_table = 'agencies"."content_compared'
        constraints = [
            models.UniqueConstraint(fields=["proposal_id"], name="signed_once"),
            models.CheckConstraint(condition=Q(digest__regex=HEX), name="compared_by_digest"),
        ]


class ContentBeside(models.Model):
    """One content of a release, by its digest, that somebody who checks it had beside what they signed or compared.

    Of a release that says something else later, nobody here has read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.TextField()
    key = models.TextField()
    digest = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'agencies"."content_beside'
        constraints = [models.CheckConstraint(condition=Q(digest__regex=HEX), name="beside_by_digest")]


class ContentRemark(models.Model):
    """That a member, or a reader of the public site, says what is wrong with a content, and the answer.

    It names no case, and holds no person. Of a reader nothing is known: the worker brought it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.TextField()
    key = models.TextField()
    scope = models.TextField()
    code = models.TextField()
    words = models.TextField(blank=True)
    language = models.TextField(blank=True, default="", db_default="")
    """Of a reader's words."""
    from_site = models.BooleanField(default=False, db_default=False)
    said_by = models.UUIDField(null=True)
    said_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="", db_default="")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'agencies"."content_remark'
        indexes = [models.Index(fields=["subject", "scope", "said_at"], name="remarks_of_a_scope")]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=NAME), name="a_remark_has_a_code"),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, answer="")
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="a_remark_is_answered_in_words",
            ),
        ]
