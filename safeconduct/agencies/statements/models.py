"""The statements of this node's agencies. Nothing here is about a case; who pressed the button stays in the agency."""

import uuid

from django.db import models
from django.db.models import F, Q

HEX = r"^[0-9a-f]{64}$"


class Statement(models.Model):
    """One statement, never changed but for its signature, which is made anew when the node's keys were changed.

    A member reads those of the own agency; every row comes from a function of `migrations/sql/0011_statements.sql`.
    What goes out of the node names no member.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    agency_name = models.TextField()
    kind = models.TextField()
    code = models.TextField()
    version = models.IntegerField()
    digest = models.TextField()
    title = models.TextField()
    """As whoever signed read it; it is not signed, the digest is."""
    says = models.TextField()
    number = models.IntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    by_member = models.UUIDField(null=True)
    seen_by = models.UUIDField(null=True)
    kid = models.TextField(default="", db_default="", blank=True)
    signature = models.TextField(default="", db_default="", blank=True)

    class Meta:
        db_table = 'agencies"."statement'
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "code", "number"], name="statements_are_numbered"),
            models.CheckConstraint(condition=Q(digest__regex=HEX), name="a_statement_has_a_digest"),
            models.CheckConstraint(
                condition=Q(kind__in=["agreement", "recommendation"]), name="a_statement_is_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(says__in=["stands", "withdrawn"]), name="a_statement_stands_or_not"
            ),
            models.CheckConstraint(condition=Q(number__gte=1, version__gte=0), name="statements_count_on"),
            models.CheckConstraint(
                condition=Q(seen_by=None) | ~Q(seen_by=F("by_member")), name="a_statement_is_seen_by_another"
            ),
            models.CheckConstraint(
                condition=Q(kid="", signature="") | (~Q(kid="") & ~Q(signature="")),
                name="a_signature_has_its_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"
