"""Before deployment. Deadlines of a person, of which the day lies open; and addresses of calendars."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0002_deadlines.sql"
BACK = """
DROP FUNCTION rights.forget_feeds(), rights.enter_feed(bytea), rights.my_feed(), rights.end_feed(),
  rights.make_feed(bytea), rights.deadlines_waiting(uuid, date, date), rights.deadlines_late(date),
  rights.has_key(rights.deadline)
"""
TABLE, FEED = "rights.deadline", "rights.feed"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
VISIBLE = "(case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)
# What the worker counts anew: an open day that a rule gave. What somebody entered from a document it does not see.
BY_A_RULE = "(SELECT access.is_worker()) AND origin = 'rule' AND state = 'open'"
MOVED = "due, rule_hash, confidence, was, moved_why, moved_at"
OF_THE_WORKER = "id, case_id, origin, state, rule, rule_hash, trigger, triggered_on, law_on, country, "


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("access", "0019_looked_up")]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("right_code", models.TextField()),
                ("origin", models.TextField()),
                ("due", models.DateField()),
                ("confidence", models.TextField()),
                ("rule", models.TextField()),
                ("rule_hash", models.TextField()),
                ("country", models.TextField()),
                ("trigger", models.TextField()),
                ("triggered_on", models.DateField(null=True)),
                ("law_on", models.DateField(null=True)),
                ("state", models.TextField()),
                ("owner_id", models.UUIDField(null=True)),
                ("sealed", models.BinaryField()),
                ("was", models.DateField(null=True)),
                ("moved_why", models.TextField()),
                ("moved_at", models.DateTimeField(null=True)),
                ("saved_by", models.UUIDField()),
                ("role", models.TextField()),
                ("saved_at", models.DateTimeField()),
                ("ended_why", models.TextField()),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'rights"."deadline',
                "indexes": [
                    models.Index(fields=["case_id", "due"], name="deadlines_of_a_case"),
                    models.Index(
                        fields=["agency_id", "due"], condition=Q(state="open"), name="deadlines_that_wait"
                    ),
                    models.Index(
                        fields=["rule", "rule_hash"], condition=Q(origin="rule", state="open"),
                        name="deadlines_by_a_rule",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=Q(section="plan"), name="deadlines_belong_to_the_plan"),
                    models.CheckConstraint(
                        condition=Q(origin="document", rule="", rule_hash="")
                        | Q(
                            ~Q(rule=""), ~Q(rule_hash=""), ~Q(trigger=""),
                            origin="rule", triggered_on__isnull=False, law_on__isnull=False,
                        ),
                        name="a_counted_day_has_its_rule",
                    ),
                    models.CheckConstraint(
                        condition=Q(confidence__in=["verified", "secondary"]), name="only_law_that_was_read"
                    ),
                    models.CheckConstraint(
                        condition=Q(state="open", ended_at=None, ended_by=None, ended_why="")
                        | Q(
                            ~Q(ended_why=""), state__in=["done", "void"], ended_at__isnull=False, ended_by__isnull=False
                        ),
                        name="a_deadline_ended_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=Q(was=None, moved_at=None, moved_why="")
                        | (Q(moved_at__isnull=False) & ~Q(moved_why="")),
                        name="a_move_has_when_and_why",
                    ),
                    models.UniqueConstraint(
                        F("case_id"), F("right_code"), condition=Q(state="open") & ~Q(trigger=""),
                        name="one_day_counted_of_a_right",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member_id", models.UUIDField()),
                ("digest", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("used_on", models.DateField(null=True)),
                ("refused_on", models.DateField(null=True)),
                ("minute", models.DateTimeField()),
                ("asked", models.IntegerField()),
            ],
            options={
                "db_table": 'rights"."feed',
                "constraints": [
                    models.UniqueConstraint(
                        fields=["member_id"], condition=Q(ended_at=None), name="one_calendar_of_a_member"
                    ),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        grant(
            TABLE, APP, f"UPDATE ({MOVED}, rule, trigger, triggered_on, law_on, country, state, ended_why, ended_by, "
            "ended_at)",
        ).operation(),
        policy("deadlines_open_to_me", TABLE, APP, "SELECT", VISIBLE).operation(),
        policy(
            "deadlines_that_i_write", TABLE, APP, "INSERT", "",
            f"saved_by = {ME} AND agency_id = {AGENCY} AND {EDITABLE}",
        ).operation(),
        policy(
            "deadlines_that_i_move_or_end", TABLE, APP, "UPDATE", f"state = 'open' AND {EDITABLE}",
            f"{EDITABLE} AND (ended_by IS NULL OR ended_by = {ME})",
        ).operation(),
        grant(TABLE, WORKER, f"SELECT ({OF_THE_WORKER}{MOVED})").operation(),
        grant(TABLE, WORKER, f"UPDATE ({MOVED})").operation(),
        grant(TABLE, WORKER, "DELETE").operation(),
        policy("days_that_a_rule_gave", TABLE, WORKER, "SELECT", BY_A_RULE).operation(),
        policy("days_that_are_counted_anew", TABLE, WORKER, "UPDATE", BY_A_RULE, BY_A_RULE).operation(),
        policy("deadlines_without_a_key", TABLE, WORKER, "DELETE", WITHOUT_KEY).operation(),
        policy("the_owner_of_the_doors_reads", TABLE, OWNER, "SELECT", "true").operation(),
        force_rows(FEED).operation(),
        policy("the_owner_of_the_doors_keeps", FEED, OWNER, "ALL", "true", "true").operation(),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]  # fmt: skip
