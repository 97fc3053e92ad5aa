"""Before deployment. Consents are seen by the case team; taking one back is open to the whole agency."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, create_schema, force_rows, grant, policy

MINE = "case_id = ANY (ARRAY(SELECT access.visible_cases()))"
ME = "(SELECT access.current_member())"
AGENCY = "agency_id = (SELECT access.current_agency())"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_access"),
    ]

    operations = [
        create_schema("consent", APP, INBOX).operation(),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("consent_id", models.UUIDField()),
                ("version", models.IntegerField()),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("team_id", models.UUIDField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("draft", "draft"),
                            ("active", "active"),
                            ("refused", "refused"),
                            ("ground", "ground"),
                        ]
                    ),
                ),
                ("document", models.JSONField()),
                ("previous_hash", models.TextField(blank=True)),
                ("hash", models.TextField()),
                ("kid", models.TextField()),
                ("signature", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'consent"."version',
                "indexes": [models.Index(fields=["case_id", "recorded_at"], name="consents_of_a_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consent_id", "version"), name="one_row_a_consent_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("previous_hash", ""), ("version", 1)),
                            models.Q(("version__gt", 1), models.Q(("previous_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="versions_are_chained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("expires_at__isnull", False),
                            _connector="OR",
                        ),
                        name="an_active_consent_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("consent_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("referral_id", models.UUIDField(null=True)),
                (
                    "sections",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                (
                    "channel",
                    models.TextField(
                        choices=[
                            ("person", "person"),
                            ("worker", "worker"),
                            ("telephone", "telephone"),
                            ("lawyer", "lawyer"),
                        ]
                    ),
                ),
                ("by_role", models.TextField()),
                ("heard_by", models.UUIDField()),
                ("by_person", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'consent"."withdrawal',
                "indexes": [models.Index(fields=["consent_id"], name="withdrawals_of_a_consent")],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("consent_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("by_member", models.UUIDField()),
                ("ground", models.TextField()),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reviewed_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": 'consent"."review',
                "indexes": [
                    models.Index(
                        condition=models.Q(("reviewed_at", None)),
                        fields=["agency_id", "due_at"],
                        name="grounds_to_review",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="ground_reviewed_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("by_member")), _negated=True),
                            _connector="OR",
                        ),
                        name="ground_reviewed_by_another",
                    ),
                ],
            },
        ),
        force_rows("consent.version").operation(),
        force_rows("consent.withdrawal").operation(),
        grant("consent.version", APP, "SELECT, INSERT").operation(),
        grant("consent.withdrawal", APP, "SELECT, INSERT").operation(),
        # Its policy stands with the referrals: only they say what was shared with which peer.
        grant("consent.withdrawal", INBOX, "INSERT").operation(),
        policy("consents_of_my_cases", "consent.version", APP, "SELECT", MINE).operation(),
        policy(
            "consents_that_i_record", "consent.version", APP, "INSERT", "", f"{MINE} AND {AGENCY}"
        ).operation(),
        policy("withdrawals_at_my_agency", "consent.withdrawal", APP, "SELECT", AGENCY).operation(),
        policy("withdrawals_that_i_record", "consent.withdrawal", APP, "INSERT", "", AGENCY).operation(),
        force_rows("consent.review").operation(),
        grant("consent.review", APP, "SELECT, INSERT, UPDATE (reviewed_at, reviewed_by)").operation(),
        policy("reviews_at_my_agency", "consent.review", APP, "SELECT", AGENCY).operation(),
        policy(
            "reviews_of_my_own_doing", "consent.review", APP, "INSERT", "", f"{AGENCY} AND by_member = {ME}"
        ).operation(),
        policy(
            "reviews_that_i_make",
            "consent.review",
            APP,
            "UPDATE",
            AGENCY,
            f"reviewed_by = {ME} AND by_member <> {ME}",
        ).operation(),
    ]
