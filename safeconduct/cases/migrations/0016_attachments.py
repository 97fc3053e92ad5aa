"""Before deployment. Files attached to a section, in parts, sealed under the section's key."""

import uuid

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

FILE, PART = "cases.attachment", "cases.attachment_part"
WHY = ["person_asked", "wrong_person", "wrong_section", "not_needed", "replaced"]
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
# By leading the case or by a place in it: an emergency opens none, and a file that was received has none.
IN_THE_TEAM = (
    "(case_id, section) IN "
    "(SELECT g.case_id, g.section FROM access.my_grants() g WHERE g.basis IN ('lead', 'place'))"
)
WRITTEN = (
    f"{IN_THE_TEAM} AND (case_id, section) IN "  # noqa: S608  (constants)
    "(SELECT e.case_id, e.section FROM access.editable_sections() e)"
)
OF_MINE = (
    "EXISTS (SELECT FROM cases.attachment a WHERE a.id = attachment_part.attachment_id "
    "AND a.case_id = attachment_part.case_id AND a.section = attachment_part.section "
    "AND a.generation = attachment_part.generation "
    f"AND a.added_by = {ME} AND a.removed_at IS NULL)"
)
# Content goes only after it stands written who took it away, and why.
REMOVED = "attachment_id IN (SELECT a.id FROM cases.attachment a WHERE a.removed_at IS NOT NULL)"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_giving_out")]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("added_by", models.UUIDField()),
                ("role", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("removed_by", models.UUIDField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_why", models.TextField(null=True)),
            ],
            options={
                "db_table": 'cases"."attachment',
                "indexes": [
                    models.Index(fields=["case_id", "section", "added_at"], name="attachments_of_a_section")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(removed_by=None, removed_at=None, removed_why=None)
                        | Q(removed_by__isnull=False, removed_at__isnull=False, removed_why__isnull=False),
                        name="removed_has_who_when_and_why",
                    ),
                    models.CheckConstraint(
                        condition=Q(removed_why=None) | Q(removed_why__in=WHY),
                        name="removed_for_what_is_listed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttachmentPart",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("attachment_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("number", models.IntegerField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "db_table": 'cases"."attachment_part',
                "constraints": [
                    models.UniqueConstraint(fields=["attachment_id", "number"], name="one_part_a_place"),
                    models.CheckConstraint(condition=Q(number__gte=0), name="parts_count_from_nought"),
                ],
            },
        ),
        *(force_rows(table).operation() for table in (FILE, PART)),
        grant(FILE, APP, "SELECT, INSERT, UPDATE (sealed, removed_by, removed_at, removed_why)").operation(),
        policy("attachments_open_to_me", FILE, APP, "SELECT", IN_THE_TEAM).operation(),
        policy(
            "attachments_that_i_add", FILE, APP, "INSERT", "",
            f"added_by = {ME} AND agency_id = {AGENCY} AND removed_at IS NULL AND {WRITTEN}",
        ).operation(),
        policy(
            "attachments_that_i_take_away", FILE, APP, "UPDATE", f"removed_at IS NULL AND {WRITTEN}",
            f"removed_by = {ME} AND {WRITTEN}",
        ).operation(),
        grant(PART, APP, "SELECT, INSERT, DELETE").operation(),
        policy("parts_open_to_me", PART, APP, "SELECT", IN_THE_TEAM).operation(),
        policy("parts_that_i_add", PART, APP, "INSERT", "", f"{WRITTEN} AND {OF_MINE}").operation(),
        policy("parts_of_what_was_taken_away", PART, APP, "DELETE", f"{WRITTEN} AND {REMOVED}").operation(),
        *(grant(table, WORKER, "DELETE").operation() for table in (FILE, PART)),
        policy("attachments_without_a_key", FILE, WORKER, "DELETE", WITHOUT_KEY).operation(),
        policy("parts_without_a_key", PART, WORKER, "DELETE", WITHOUT_KEY).operation(),
    ]  # fmt: skip
