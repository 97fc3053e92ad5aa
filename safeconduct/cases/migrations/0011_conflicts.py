"""Before deployment. Marks of names for conflicts of interest, and the one question that is asked of them."""

import uuid
from pathlib import Path

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, force_rows, grant, policy

MARK, QUESTION = "cases.party_mark", "cases.conflict_question"
SQL = Path(__file__).with_name("sql") / "0011_conflicts.sql"
NAME = "cases.in_conflict(bytea[], text, uuid, integer)"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
IN_HAND = f"agency_id = {AGENCY} AND case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
# The marks have no key of their own; with the last key of a file nobody holds anything of it.
WITHOUT_A_FILE = (
    "(SELECT access.is_worker()) AND case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
)
# Who looks for one name has the answer after one question: so whoever supervises sees who asked and met somebody.
SUPERVISORS = "(SELECT m.id FROM agencies.member m WHERE m.supervises AND m.profession <> 'administrator')"
FOR_A_SUPERVISOR = f"is_possible AND agency_id = {AGENCY} AND member_id <> {ME} AND {ME} IN {SUPERVISORS}"
OVER = "(SELECT access.is_worker()) AND asked_at < access.domain_now() - interval '90 days'"


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_plans"), ("keys", "0005_blind_keys")]

    operations = [
        migrations.CreateModel(
            name="PartyMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("party", models.UUIDField()),
                ("standing", models.TextField()),
                ("mark", models.BinaryField()),
                ("role", models.TextField()),
                ("entered_by", models.UUIDField()),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."party_mark',
                "indexes": [
                    models.Index(fields=["agency_id", "standing", "mark"], name="marks_of_an_agency"),
                    models.Index(fields=["case_id"], name="marks_of_a_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["helped", "opposed"])),
                        name="marked_where_one_can_stand",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConflictQuestion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("is_possible", models.BooleanField()),
            ],
            options={
                "db_table": 'cases"."conflict_question',
                "indexes": [models.Index(fields=["member_id", "asked_at"], name="questions_of_a_member")],
            },
        ),
        force_rows(MARK).operation(),
        grant(MARK, APP, "SELECT, INSERT, DELETE").operation(),
        policy("marks_of_cases_in_hand", MARK, APP, "SELECT", IN_HAND).operation(),
        policy("marks_that_i_make", MARK, APP, "INSERT", "", f"entered_by = {ME} AND {IN_HAND}").operation(),
        policy("marks_that_i_take_away", MARK, APP, "DELETE", IN_HAND).operation(),
        grant(MARK, WORKER, "DELETE").operation(),
        policy("marks_without_a_file", MARK, WORKER, "DELETE", WITHOUT_A_FILE).operation(),
        policy("the_owner_compares_marks", MARK, OWNER, "SELECT", "true").operation(),
        force_rows(QUESTION).operation(),
        grant(QUESTION, APP, "SELECT").operation(),
        policy("possible_conflicts_of_my_agency", QUESTION, APP, "SELECT", FOR_A_SUPERVISOR).operation(),
        policy("the_owner_counts_questions", QUESTION, OWNER, "ALL", "true", "true").operation(),
        grant(QUESTION, WORKER, "DELETE").operation(),
        policy("questions_long_asked", QUESTION, WORKER, "DELETE", OVER).operation(),
        migrations.RunSQL(SQL.read_text(), f"DROP FUNCTION {NAME}"),
        migrations.RunSQL(f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC", migrations.RunSQL.noop),
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION {NAME} TO {APP}", migrations.RunSQL.noop),
    ]
