"""Before deployment. Imports: the sealed file in parts, where each case comes from, and mappings that are kept."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
MINE = f"member_id = {ME}"
OURS = f"agency_id = {AGENCY}"
# A supervisor sees how far an import is, and takes it back; its rows only whoever brings them in can open.
ANSWERS = f"{OURS} AND ({MINE} OR {ME} IN (SELECT m.id FROM agencies.member m WHERE m.supervises))"  # noqa: S608  (constants)
VISIBLE = (
    "case_id = ANY (ARRAY(SELECT access.visible_cases())) "
    "AND (case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
)
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
OVERDUE = "(SELECT access.is_worker()) AND due <= (SELECT access.domain_now())"
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)
BRINGING, PART, BROUGHT, KEPT = (
    "cases.bringing",
    "cases.bringing_part",
    "cases.brought",
    "cases.kept_mapping",
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("access", "0002_bringing_in")]

    operations = [
        migrations.CreateModel(
            name="Bringing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("state", models.TextField()),
                ("begun_at", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("digest", models.TextField()),
                ("sealed", models.BinaryField(null=True)),
                ("total", models.IntegerField()),
                ("parts", models.IntegerField()),
                ("parts_done", models.IntegerField(default=0)),
                ("good", models.IntegerField(default=0)),
                ("wrong", models.IntegerField(default=0)),
                ("twins", models.IntegerField(default=0)),
                ("taken", models.IntegerField(default=0)),
                ("taken_at", models.DateTimeField(null=True)),
                ("gone", models.IntegerField(default=0)),
                ("stayed", models.IntegerField(default=0)),
                ("moved_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."bringing',
                "indexes": [models.Index(fields=["agency_id", "-begun_at"], name="imports_of_an_agency")],
            },
        ),
        migrations.CreateModel(
            name="BringingPart",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("bringing_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("due", models.DateTimeField()),
                ("rows", models.BinaryField()),
                ("found", models.BinaryField(null=True)),
                ("answers", models.BinaryField(null=True)),
                ("is_taken", models.BooleanField(default=False)),
            ],
            options={
                "db_table": 'cases"."bringing_part',
                "constraints": [
                    models.UniqueConstraint(fields=("bringing_id", "number"), name="one_part_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Brought",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField(unique=True)),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("bringing_id", models.UUIDField()),
                ("row", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."brought',
                "indexes": [models.Index(fields=["bringing_id", "row"], name="brought_by_an_import")],
            },
        ),
        migrations.CreateModel(
            name="KeptMapping",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("name", models.TextField()),
                ("mapping", models.JSONField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."kept_mapping',
                "constraints": [
                    models.UniqueConstraint(fields=("agency_id", "name"), name="one_mapping_a_name")
                ],
            },
        ),
        *(force_rows(table).operation() for table in (BRINGING, PART, BROUGHT, KEPT)),
        grant(BRINGING, APP, "SELECT, INSERT, UPDATE").operation(),
        policy("imports_that_i_answer_for", BRINGING, APP, "SELECT", ANSWERS).operation(),
        policy("imports_that_i_begin", BRINGING, APP, "INSERT", "", f"{OURS} AND {MINE}").operation(),
        policy("imports_that_i_move", BRINGING, APP, "UPDATE", ANSWERS, ANSWERS).operation(),
        grant(PART, APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        policy("parts_of_my_files", PART, APP, "ALL", MINE, MINE).operation(),
        grant(PART, WORKER, "DELETE").operation(),
        policy("parts_of_yesterday", PART, WORKER, "DELETE", OVERDUE).operation(),
        grant(BROUGHT, APP, "SELECT, INSERT").operation(),
        policy("origins_open_to_me", BROUGHT, APP, "SELECT", VISIBLE).operation(),
        policy("origins_that_i_write", BROUGHT, APP, "INSERT", "", EDITABLE).operation(),
        grant(BROUGHT, WORKER, "DELETE").operation(),
        policy("origins_without_a_key", BROUGHT, WORKER, "DELETE", WITHOUT_KEY).operation(),
        grant(KEPT, APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        policy("mappings_of_my_agency", KEPT, APP, "ALL", OURS, OURS).operation(),
    ]
