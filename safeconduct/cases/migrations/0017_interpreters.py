"""Before deployment. An agency's register of interpreters, and talks with them, sealed beside the section Safe contact."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

REGISTER, TALK = "cases.interpreter", "cases.interpreting"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
OURS = f"agency_id = {AGENCY}"
# Who supervises or coordinates keeps it; every colleague of the agency reads it.
KEEPERS = (
    "(SELECT m.id FROM agencies.member m WHERE m.suspended_at IS NULL AND m.profession <> 'administrator' "
    "AND (m.supervises OR m.profession = 'coordinator'))"
)
KEPT_BY_ME = f"{OURS} AND {ME} IN {KEEPERS}"
VISIBLE = "(case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)
CONFLICTS = ["authorities", "consulate", "other_side", "community", "exploiters"]


def texts() -> django.contrib.postgres.fields.ArrayField:  # type: ignore[type-arg]
    return django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_attachments")]

    operations = [
        migrations.CreateModel(
            name="Interpreter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("reference", models.TextField()),
                ("role", models.TextField()),
                ("sex", models.TextField(blank=True)),
                ("languages", texts()),
                ("dialects", models.TextField(blank=True)),
                ("countries", texts()),
                ("vetted_on", models.DateField(null=True)),
                ("vetted_by", models.TextField(blank=True)),
                ("vetted_until", models.DateField(null=True)),
                ("signed_on", models.DateField(null=True)),
                ("conflicts", texts()),
                ("note", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("entered_by", models.UUIDField()),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."interpreter',
                "constraints": [
                    models.UniqueConstraint(
                        fields=["agency_id", "reference"], name="one_interpreter_a_reference"
                    ),
                    models.CheckConstraint(
                        condition=Q(("role__in", ["interpreter", "mediator"])), name="interprets_or_mediates"
                    ),
                    models.CheckConstraint(
                        condition=Q(("sex__in", ["", "f", "m", "x"])), name="interpreter_of_a_listed_sex"
                    ),
                    models.CheckConstraint(
                        condition=Q(("languages", []), _negated=True), name="interprets_some_language"
                    ),
                    models.CheckConstraint(
                        condition=Q(("conflicts__contained_by", CONFLICTS)), name="interpreter_conflicts_are_listed"
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("vetted_on", None), ("vetted_until", None)),
                            Q(
                                ("vetted_on__isnull", False),
                                ("vetted_until__gte", F("vetted_on")),
                                ("vetted_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_vetting_begins_and_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interpreting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("made_by", models.UUIDField()),
                ("role", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."interpreting',
                "indexes": [models.Index(fields=["case_id", "-made_at"], name="interpreting_of_a_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("section", "safe_contact")), name="interpreting_belongs_to_safe_contact"
                    ),
                ],
            },
        ),
        force_rows(REGISTER).operation(),
        grant(REGISTER, APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        policy("interpreters_of_my_agency", REGISTER, APP, "SELECT", OURS).operation(),
        policy(
            "interpreters_that_i_enter", REGISTER, APP, "INSERT", "", f"entered_by = {ME} AND {KEPT_BY_ME}"
        ).operation(),
        policy("interpreters_that_i_keep", REGISTER, APP, "UPDATE", KEPT_BY_ME, KEPT_BY_ME).operation(),
        policy(
            "interpreters_that_i_take_out", REGISTER, APP, "DELETE", f"{KEPT_BY_ME} AND ended_at IS NOT NULL"
        ).operation(),
        force_rows(TALK).operation(),
        grant(TALK, APP, "SELECT, INSERT, DELETE, UPDATE (sealed, generation, changed_at)").operation(),
        policy("interpreting_open_to_me", TALK, APP, "SELECT", VISIBLE).operation(),
        policy(
            "interpreting_that_i_arrange", TALK, APP, "INSERT", "",
            f"made_by = {ME} AND agency_id = {AGENCY} AND {EDITABLE}",
        ).operation(),
        policy("interpreting_that_i_change", TALK, APP, "UPDATE", EDITABLE, EDITABLE).operation(),
        policy("interpreting_that_i_take_back", TALK, APP, "DELETE", EDITABLE).operation(),
        grant(TALK, WORKER, "DELETE").operation(),
        policy("interpreting_without_a_key", TALK, WORKER, "DELETE", WITHOUT_KEY).operation(),
    ]  # fmt: skip
