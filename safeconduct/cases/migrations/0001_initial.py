"""Before deployment. The sealed versions of sections, and who may see and add them."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, create_schema, force_rows, grant, policy

VISIBLE = (
    "case_id = ANY (ARRAY(SELECT access.visible_cases())) "
    "AND (case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
)
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
FROM_PEER = "case_id = ANY (ARRAY(SELECT access.received_of_peer()))"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_access"),
    ]

    operations = [
        create_schema("cases", APP, INBOX, WORKER).operation(),
        migrations.CreateModel(
            name="SectionVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("section", models.TextField()),
                ("version", models.IntegerField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by_role", models.TextField()),
                ("saved_by_agency", models.UUIDField(null=True)),
            ],
            options={
                "db_table": 'cases"."section_version',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_id", "section", "version"), name="one_row_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="versions_count_from_one"
                    ),
                ],
            },
        ),
        force_rows("cases.section_version").operation(),
        grant("cases.section_version", APP, "SELECT, INSERT").operation(),
        grant("cases.section_version", INBOX, "INSERT").operation(),
        policy("sections_open_to_me", "cases.section_version", APP, "SELECT", VISIBLE).operation(),
        policy("sections_that_i_edit", "cases.section_version", APP, "INSERT", "", EDITABLE).operation(),
        policy(
            "replicas_of_the_peers_cases", "cases.section_version", INBOX, "INSERT", "", FROM_PEER
        ).operation(),
        grant("cases.section_version", WORKER, "DELETE").operation(),
        policy("versions_without_a_key", "cases.section_version", WORKER, "DELETE", WITHOUT_KEY).operation(),
    ]
