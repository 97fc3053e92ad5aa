"""Before deployment. What a member typed into the form of a section and has not saved, sealed under the section's key."""

import uuid

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

UNSAVED = "cases.unsaved"
# Whose it is sees it, and nobody else, as long as the section may be edited.
MINE = (
    "member_id = (SELECT access.current_member()) AND (case_id, section) IN "
    "(SELECT e.case_id, e.section FROM access.editable_sections() e)"
)
# What nobody can open any more, and what was left for a week: the worker may take it away, and sees no row of the table.
OVER = (
    "(SELECT access.is_worker()) AND (at <= (SELECT access.domain_now()) - interval '7 days' "
    "OR (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k))"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_words_about_a_line")]

    operations = [
        migrations.CreateModel(
            name="Unsaved",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("section", models.TextField()),
                ("member_id", models.UUIDField()),
                ("base", models.IntegerField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."unsaved',
                "constraints": [
                    models.UniqueConstraint(
                        fields=["member_id", "case_id", "section"], name="unsaved_once_a_section"
                    ),
                    models.CheckConstraint(condition=Q(("base__gte", 0)), name="unsaved_on_a_version_or_none"),
                ],
            },
        ),
        force_rows(UNSAVED).operation(),
        grant(UNSAVED, APP, "SELECT, INSERT, DELETE").operation(),
        policy("unsaved_of_mine", UNSAVED, APP, "SELECT", MINE).operation(),
        policy("unsaved_that_i_type", UNSAVED, APP, "INSERT", "", MINE).operation(),
        policy("unsaved_that_i_throw_away", UNSAVED, APP, "DELETE", MINE).operation(),
        grant(UNSAVED, WORKER, "DELETE").operation(),
        policy("unsaved_that_is_over", UNSAVED, WORKER, "DELETE", OVER).operation(),
    ]  # fmt: skip
