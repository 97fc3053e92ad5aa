"""Before deployment. Steps of clocks that nobody stopped, and nudges; what the worker deletes; a coordinator's sight."""

import uuid
from datetime import timedelta

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, force_rows, grant, policy

AGENCY = "agency_id = (SELECT access.current_agency())"
WORKS = "(SELECT access.is_worker())"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    f"{WORKS} AND (case_id, section, generation) NOT IN "  # noqa: S608  (constants of this file)
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)
# References, codes and dates of those agencies that named this coordinator, once nobody has answered.
ESCALATED_TO_ME = (
    "'escalated' = ANY (flags) AND agency_id IN (SELECT c.agency_id FROM agencies.coordination c "
    "JOIN agencies.member m ON m.id = c.coordinator_id AND m.profession = 'coordinator' "
    "WHERE c.coordinator_id = (SELECT access.current_member()))"
)
# The same envelopes, from a row that hangs on one; the agency is the envelope's own.
OF_ONE_ESCALATED_TO_ME = (
    "EXISTS (SELECT FROM referrals.referral r JOIN agencies.coordination c ON c.agency_id = r.agency_id "
    "JOIN agencies.member m ON m.id = c.coordinator_id AND m.profession = 'coordinator' "
    "WHERE r.id = nudge.referral_id AND r.agency_id = nudge.agency_id AND 'escalated' = ANY (r.flags) "
    "AND c.coordinator_id = (SELECT access.current_member()))"
)
OF_MY_REFERRAL = (
    f"{AGENCY} AND EXISTS (SELECT FROM referrals.referral r WHERE r.id = referral_id "
    "AND r.agency_id = (SELECT access.current_agency()))"
)
OF_PEER = (
    "referral_id IN (SELECT r.id FROM referrals.referral r WHERE r.peer = (SELECT access.current_peer()))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Escalation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="escalations",
                        to="referrals.referral",
                    ),
                ),
                ("agency_id", models.UUIDField()),
                ("since", models.DateTimeField()),
                (
                    "step",
                    models.TextField(
                        choices=[
                            ("at_once", "at_once"),
                            ("half", "half"),
                            ("due", "due"),
                            ("team_lead", "team_lead"),
                            ("coordinator", "coordinator"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'referrals"."escalation',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "since", "step"), name="one_row_a_step_of_a_clock"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Spoken",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="spoken",
                        to="referrals.referral",
                    ),
                ),
                ("agency_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("spoken_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'referrals"."spoken',
                "indexes": [models.Index(fields=["member_id", "referral"], name="spoken_by_a_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "spoken_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("recorded_at"),
                                    "+",
                                    models.Value(timedelta(seconds=300)),
                                ),
                            )
                        ),
                        name="spoken_before_it_is_recorded",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Nudge",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="nudges",
                        to="referrals.referral",
                    ),
                ),
                ("agency_id", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("toward", models.TextField(choices=[("sender", "sender"), ("receiver", "receiver")])),
                ("asker", models.TextField(choices=[("side", "side"), ("coordinator", "coordinator")])),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'referrals"."nudge',
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at", None)), fields=["told_at"], name="nudges_to_carry"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "toward", "day"), name="one_nudge_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="AboutChild",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        primary_key=True,
                        related_name="about_child",
                        serialize=False,
                        to="referrals.referral",
                    ),
                ),
                ("agency_id", models.UUIDField()),
            ],
            options={"db_table": 'referrals"."about_child'},
        ),
        force_rows("referrals.escalation").operation(),
        force_rows("referrals.spoken").operation(),
        grant("referrals.escalation", APP, "SELECT").operation(),
        policy("steps_at_my_agency", "referrals.escalation", APP, "SELECT", AGENCY).operation(),
        grant("referrals.escalation", WORKER, "SELECT, INSERT").operation(),
        policy("steps_noted_by_the_clock", "referrals.escalation", WORKER, "ALL", WORKS, WORKS).operation(),
        grant("referrals.spoken", APP, "SELECT, INSERT").operation(),
        policy("talks_at_my_agency", "referrals.spoken", APP, "SELECT", AGENCY).operation(),
        policy(
            "talks_that_i_had",
            "referrals.spoken",
            APP,
            "INSERT",
            "",
            f"{AGENCY} AND member_id = (SELECT access.current_member())",
        ).operation(),
        force_rows("referrals.nudge").operation(),
        grant("referrals.nudge", APP, "SELECT, INSERT").operation(),
        policy("nudges_at_my_agency", "referrals.nudge", APP, "SELECT", AGENCY).operation(),
        policy(
            "nudges_by_my_side", "referrals.nudge", APP, "INSERT", "", f"asker = 'side' AND {OF_MY_REFERRAL}"
        ).operation(),
        policy(
            "nudges_where_i_coordinate", "referrals.nudge", APP, "SELECT", OF_ONE_ESCALATED_TO_ME
        ).operation(),
        policy(
            "nudges_by_the_coordinator",
            "referrals.nudge",
            APP,
            "INSERT",
            "",
            f"asker = 'coordinator' AND {OF_ONE_ESCALATED_TO_ME}",
        ).operation(),
        grant("referrals.nudge", INBOX, "SELECT, INSERT").operation(),
        policy("nudges_from_the_peer", "referrals.nudge", INBOX, "ALL", OF_PEER, OF_PEER).operation(),
        grant("referrals.nudge", WORKER, "SELECT, UPDATE (told_at)").operation(),
        policy("nudges_carried_by_the_clock", "referrals.nudge", WORKER, "ALL", WORKS, WORKS).operation(),
        # No coordinator: whether it is a child is no part of what was escalated.
        force_rows("referrals.about_child").operation(),
        grant("referrals.about_child", APP, "SELECT, INSERT, DELETE").operation(),
        policy(
            "children_of_my_agency", "referrals.about_child", APP, "ALL", AGENCY, OF_MY_REFERRAL
        ).operation(),
        grant("referrals.about_child", INBOX, "SELECT, INSERT, DELETE").operation(),
        policy(
            "children_whom_the_peer_sent", "referrals.about_child", INBOX, "ALL", OF_PEER, OF_PEER
        ).operation(),
        grant("referrals.about_child", WORKER, "SELECT, DELETE").operation(),
        policy(
            "children_known_to_the_clock", "referrals.about_child", WORKER, "ALL", WORKS, WORKS
        ).operation(),
        # The clock deletes a draft and nothing else; another envelope stays whatever happens to it.
        grant("referrals.referral", WORKER, "DELETE").operation(),
        migrations.RunSQL(
            "CREATE POLICY the_clock_deletes_only_drafts ON referrals.referral AS RESTRICTIVE FOR DELETE "
            f"TO {WORKER} USING (state = 'draft')",
            "DROP POLICY the_clock_deletes_only_drafts ON referrals.referral",
        ),
        grant("referrals.text", WORKER, "DELETE").operation(),
        policy("texts_without_a_key", "referrals.text", WORKER, "DELETE", WITHOUT_KEY).operation(),
        policy("envelopes_escalated_to_me", "referrals.referral", APP, "SELECT", ESCALATED_TO_ME).operation(),
    ]
