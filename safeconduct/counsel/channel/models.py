"""Links between two matters of one person on two sides, and what the two lawyers say; every word is sealed."""

import uuid

from django.db import models
from django.db.models import Q

from safeconduct.referrals.wire.linking import WITH_WORDS, LinkEnd, LinkSide


class Link(models.Model):
    """A link as one side holds it. `shared` is its name on both sides; codes and days only.

    `case_id` and `matter_id` are the own file and the own matter: none before one is chosen here. `agreed_on` is the
    day of the person's yes to the lawyer here, `agreed_there` that to the other one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.DO_NOTHING, related_name="links")
    agency_id = models.UUIDField()
    shared = models.UUIDField()
    ours = models.TextField()
    case_id = models.UUIDField(null=True)
    matter_id = models.UUIDField(null=True)
    agreed_on = models.DateField(null=True)
    agreed_there = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True, default="")
    ended_by = models.TextField(blank=True, default="")
    """Which of the two lawyers has ended it; empty where the consent was taken back."""

    class Meta:
        db_table = 'counsel"."link'
        constraints = [
            models.UniqueConstraint(fields=["referral", "shared"], name="one_link_a_name"),
            models.CheckConstraint(condition=Q(ours__in=list(LinkSide)), name="a_link_has_two_sides"),
            models.CheckConstraint(
                condition=Q(why="", ended_at=None) | Q(why__in=list(LinkEnd), ended_at__isnull=False),
                name="a_link_ends_for_a_listed_reason",
            ),
            models.CheckConstraint(
                condition=Q(case_id=None, matter_id=None, agreed_on=None)
                | Q(case_id__isnull=False, matter_id__isnull=False, agreed_on__isnull=False),
                name="a_linked_matter_has_the_persons_yes",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(matter_id__isnull=False, agreed_there__isnull=False),
                name="an_accepted_link_has_both",
            ),
        ]
        indexes = [
            models.Index(fields=["matter_id"], name="links_of_a_matter"),
            models.Index(fields=["case_id"], name="links_of_a_case"),
            models.Index(
                fields=["agency_id"], condition=Q(matter_id=None, ended_at=None), name="links_that_wait"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.id}"


class LinkItem(models.Model):
    """One message, shared day, served document or task of a link, sealed under the key of the section Legal matters.

    `shared` is its name on both sides. What came lies under a generation of its own, made for it, so that it can be
    destroyed by itself. Open lie what kind it is, who said it, the day of one that both keep or of a task, and when a
    task was done, the item opened here, the day settled here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    link = models.ForeignKey(Link, on_delete=models.DB_CASCADE, related_name="items")
    agency_id = models.UUIDField()
    case_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    shared = models.UUIDField()
    kind = models.TextField()
    is_ours = models.BooleanField()
    author_id = models.UUIDField(null=True)
    whose = models.TextField(blank=True, default="")
    message = models.UUIDField(null=True)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'counsel"."link_item'
        constraints = [
            models.UniqueConstraint(fields=["link", "shared"], name="one_item_of_a_link_a_name"),
            models.CheckConstraint(condition=Q(section="legal"), name="items_of_links_are_legal"),
            models.CheckConstraint(condition=Q(kind__in=sorted(WITH_WORDS)), name="a_listed_item_of_a_link"),
            models.CheckConstraint(
                condition=Q(kind="task", whose__in=list(LinkSide)) | (~Q(kind="task") & Q(whose="")),
                name="only_a_task_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(is_ours=True, author_id__isnull=False)
                | Q(is_ours=False, author_id=None, message=None),
                name="what_is_ours_has_its_author",
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(kind="task"), name="only_a_task_is_done"),
            models.CheckConstraint(
                condition=Q(due=None) | Q(kind__in=["date", "task"]), name="only_a_day_is_due"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(is_ours=False), name="only_what_came_is_opened"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(due__isnull=False), name="only_a_day_is_settled"
            ),
        ]
        indexes = [
            models.Index(fields=["case_id"], name="items_of_links_of_a_case"),
            models.Index(
                fields=["link"],
                condition=Q(due__isnull=False, settled_at=None) | Q(is_ours=False, opened_at=None),
                name="items_of_links_that_wait",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
