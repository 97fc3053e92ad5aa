"""Before deployment. One section of an own file is erased at the person's wish: asked by one, confirmed by another."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0019_erasures.sql"
TABLE = "cases.section_erasure"
DECIDE, HELD = "cases.decide_erasure(uuid, text)", "cases.held_until(uuid)"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
IN_HAND = "case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
SUPERVISORS = "(SELECT m.id FROM agencies.member m WHERE m.supervises AND m.profession <> 'administrator')"
# Who leads asks for what they write; of what a profession keeps, whoever of it writes there.
MINE = (
    "(case_id, section) IN (SELECT m.case_id, m.section FROM access.my_grants() m "
    "WHERE m.can_edit AND (m.basis = 'lead' OR m.section IN ('health', 'legal')))"
)
OWN = "case_id IN (SELECT k.id FROM access.\"case\" k WHERE k.kind = 'own')"
WITHOUT_A_FILE = (
    "(SELECT access.is_worker()) AND case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_looked_up"), ("access", "0018_seats"), ("keys", "0005_blind_keys")]

    operations = [
        migrations.CreateModel(
            name="SectionErasure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("said_on", models.DateField()),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("verdict", models.TextField(blank=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("generation", models.IntegerField(null=True)),
            ],
            options={
                "db_table": 'cases"."section_erasure',
                "indexes": [models.Index(fields=["case_id", "asked_at"], name="erasures_of_a_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("verdict__in", ["", "erased", "declined"])), name="an_erasure_ends_as_listed"
                    ),
                    models.CheckConstraint(
                        condition=Q(verdict="", decided_by=None, decided_at=None)
                        | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                        name="an_erasure_decided_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("decided_by", None), Q(("decided_by", F("asked_by")), _negated=True), _connector="OR"
                        ),
                        name="an_erasure_wants_two",
                    ),
                    models.UniqueConstraint(
                        condition=Q(("verdict", "")), fields=("case_id", "section"), name="one_erasure_waits_a_section"
                    ),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        policy(
            "erasures_of_my_people", TABLE, APP, "SELECT", f"agency_id = {AGENCY} AND ({IN_HAND} OR {ME} IN {SUPERVISORS})"
        ).operation(),
        policy(
            "erasures_that_i_ask_for", TABLE, APP, "INSERT", "",
            f"asked_by = {ME} AND agency_id = {AGENCY} AND verdict = '' AND generation IS NULL AND {MINE} AND {OWN}",
        ).operation(),
        policy("the_owner_decides_erasures", TABLE, OWNER, "ALL", "true", "true").operation(),
        grant(TABLE, WORKER, "DELETE").operation(),
        policy("erasures_without_a_file", TABLE, WORKER, "DELETE", WITHOUT_A_FILE).operation(),
        policy("the_owner_erases_versions", "cases.section_version", OWNER, "DELETE", "true").operation(),
        policy("the_owner_erases_marks", "cases.party_mark", OWNER, "DELETE", "true").operation(),
        policy("the_owner_of_the_doors_reads", "cases.beside", OWNER, "SELECT", "true").operation(),
        migrations.RunSQL(SQL.read_text(), f"DROP FUNCTION {DECIDE}; DROP FUNCTION {HELD}"),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for name in (DECIDE, HELD)
            for sql in (f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC", f"GRANT EXECUTE ON FUNCTION {name} TO {APP}")
        ),
    ]  # fmt: skip
