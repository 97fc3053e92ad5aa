"""Before deployment. Screenings, sealed under the key of the section Exploitation, and the register of interviews."""

import uuid

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

SCREENING, INTERVIEW = "cases.screening", "cases.interview"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
VISIBLE = "(case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
DRAFT_OF_MINE = f"author_id = {ME} AND agency_id = {AGENCY} AND {EDITABLE}"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)
# The register has no key of its own; with the last key of a file nobody holds anything of it.
WITHOUT_A_FILE = (
    "(SELECT access.is_worker()) AND case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
)
SUBJECTS = ["identification", "what_happened", "danger", "health", "family", "journey", "stay", "damage"]
REASONS = [
    "person_wishes",
    "new_facts",
    "bad_conditions",
    "court_orders",
    "deadline",
    "child_needs",
    "not_available",
]
SECTORS = [
    "ngo", "shelter", "legal", "health", "social_services", "child_protection", "police", "border_guard",
    "labour_inspectorate", "prosecution", "court", "asylum_migration", "consular", "government", "union",
    "education", "international_organisation", "faith", "business", "other",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_complaints"), ("access", "0009_sight")]

    operations = [
        migrations.CreateModel(
            name="Screening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("author_id", models.UUIDField()),
                ("role", models.TextField()),
                ("corrects", models.UUIDField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'cases"."screening',
                "indexes": [models.Index(fields=["case_id", "begun_at"], name="screenings_of_a_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("section", "exploitation")), name="screenings_belong_to_exploitation"
                    ),
                    models.CheckConstraint(
                        condition=Q(("corrects", None), Q(("corrects", F("id")), _negated=True), _connector="OR"),
                        name="corrects_another",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("finished_at", None), ("finished_at__gte", F("begun_at")), _connector="OR"
                        ),
                        name="finished_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("subject", models.TextField()),
                ("held_on", models.DateField()),
                ("who", models.TextField()),
                ("entered_by", models.UUIDField()),
                ("role", models.TextField()),
                ("screening", models.UUIDField(null=True)),
                ("again_why", models.TextField(null=True)),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."interview',
                "indexes": [models.Index(fields=["case_id", "held_on"], name="interviews_of_a_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("section", "narrative")), name="interviews_belong_to_narrative"
                    ),
                    models.CheckConstraint(
                        condition=Q(("subject__in", SUBJECTS)), name="asked_about_what_is_listed"
                    ),
                    models.CheckConstraint(
                        condition=Q(("who__in", SECTORS)), name="asked_by_who_is_listed"
                    ),
                    models.CheckConstraint(
                        condition=Q(("again_why", None), ("again_why__in", REASONS), _connector="OR"),
                        name="asked_again_for_what_is_listed",
                    ),
                ],
            },
        ),
        *(force_rows(table).operation() for table in (SCREENING, INTERVIEW)),
        grant(SCREENING, APP, "SELECT, INSERT, UPDATE (sealed, generation, saved_at, finished_at)").operation(),
        policy("screenings_open_to_me", SCREENING, APP, "SELECT", VISIBLE).operation(),
        policy(
            "screenings_that_i_begin", SCREENING, APP, "INSERT", "", DRAFT_OF_MINE
        ).operation(),
        policy(
            "drafts_that_i_change", SCREENING, APP, "UPDATE", f"finished_at IS NULL AND {DRAFT_OF_MINE}", DRAFT_OF_MINE
        ).operation(),
        grant(SCREENING, WORKER, "DELETE").operation(),
        policy("screenings_without_a_key", SCREENING, WORKER, "DELETE", WITHOUT_KEY).operation(),
        grant(INTERVIEW, APP, "SELECT, INSERT").operation(),
        policy("interviews_open_to_me", INTERVIEW, APP, "SELECT", VISIBLE).operation(),
        policy(
            "interviews_that_i_enter", INTERVIEW, APP, "INSERT", "",
            f"entered_by = {ME} AND agency_id = {AGENCY} AND {EDITABLE}",
        ).operation(),
        grant(INTERVIEW, WORKER, "DELETE").operation(),
        policy("interviews_without_a_file", INTERVIEW, WORKER, "DELETE", WITHOUT_A_FILE).operation(),
    ]  # fmt: skip
