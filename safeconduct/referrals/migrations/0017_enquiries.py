"""Before deployment. Enquiries: asked and answered without a name. Seen by the agency on this side, and by the inbox for their peer."""

import uuid

import django.contrib.postgres.fields
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, force_rows, grant, policy

TABLE = "referrals.enquiry"
MINE = "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
# What arrives is another agency's question; nobody here writes one down as received.
ASKED_BY_US = f"{MINE} AND side = 'sender'"
OF_PEER = (
    "peer = (SELECT access.current_peer()) AND other_agency_id IN "
    "(SELECT a.id FROM agencies.agency a WHERE a.node = (SELECT access.current_peer()))"
)
ASKED_BY_PEER = f"{OF_PEER} AND side = 'receiver'"
# Thirty days after the last change; the worker sees no row of it and chooses none.
KEPT_LONG_ENOUGH = "(SELECT access.is_worker()) AND GREATEST(changed_at, until) <= (SELECT access.domain_now()) - interval '30 days'"
ANSWERS = "answer, possible_from, other_team, other_service, answered_at, withdrawn_at, changed_at"
LOCKS = [
    force_rows(TABLE),
    grant(TABLE, APP, f"SELECT, INSERT, UPDATE ({ANSWERS}, answered_by, converted_at)"),
    policy("enquiries_of_my_agency_seen", TABLE, APP, "SELECT", MINE),
    policy("enquiries_asked_by_my_agency", TABLE, APP, "INSERT", "", ASKED_BY_US),
    policy("enquiries_of_my_agency_changed", TABLE, APP, "UPDATE", MINE, MINE),
    grant(TABLE, INBOX, f"SELECT, INSERT, UPDATE ({ANSWERS})"),
    policy("enquiries_shared_with_the_peer", TABLE, INBOX, "SELECT", OF_PEER),
    policy("enquiries_asked_by_the_peer", TABLE, INBOX, "INSERT", "", ASKED_BY_PEER),
    policy("enquiries_changed_by_the_peer", TABLE, INBOX, "UPDATE", OF_PEER, OF_PEER),
    grant(TABLE, WORKER, "DELETE"),
    policy("enquiries_kept_long_enough", TABLE, WORKER, "DELETE", KEPT_LONG_ENOUGH),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0016_copied_there")]

    operations = [
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("shared", models.UUIDField()),
                ("side", models.TextField(choices=[("sender", "sender"), ("receiver", "receiver")])),
                ("agency_id", models.UUIDField()),
                ("other_agency_id", models.UUIDField()),
                ("peer", models.TextField()),
                ("handle", models.TextField()),
                ("team_id", models.UUIDField()),
                ("service", models.TextField()),
                ("reference", models.TextField()),
                ("role", models.TextField()),
                ("country", models.CharField(max_length=2)),
                ("is_child", models.TextField()),
                ("sex", models.TextField(blank=True)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                (
                    "services",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                (
                    "exploitation",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                ("urgency", models.TextField()),
                ("part_of_country", models.TextField()),
                (
                    "constraints",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                ("note", models.TextField(blank=True)),
                ("note_language", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("asked_by", models.UUIDField(null=True)),
                ("together", models.UUIDField(null=True)),
                ("message", models.UUIDField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("possible_from", models.DateField(null=True)),
                ("other_team", models.UUIDField(null=True)),
                ("other_service", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("converted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'referrals"."enquiry',
                "indexes": [
                    models.Index(fields=["agency_id", "side", "until"], name="enquiries_of_an_agency")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency_id", "shared"), name="one_enquiry_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["sender", "receiver"])),
                        name="an_enquiry_has_two_sides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_child__in", ["yes", "no", "unknown"]),
                            ("urgency__in", ["emergency", "urgent", "routine"]),
                        ),
                        name="an_enquiry_is_asked_in_codes",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length(models.F("note")), 300
                        ),
                        name="a_note_is_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["", "possible", "possible_from", "not_possible", "ask_other"])
                        ),
                        name="an_answer_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_answer_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "possible_from"), ("possible_from__isnull", False)),
                            models.Q(
                                models.Q(("answer", "possible_from"), _negated=True), ("possible_from", None)
                            ),
                            _connector="OR",
                        ),
                        name="possible_from_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side", "sender"),
                            models.Q(
                                ("asked_by", None),
                                ("converted_at", None),
                                ("message", None),
                                ("together", None),
                            ),
                            _connector="OR",
                        ),
                        name="only_the_asker_knows_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side", "receiver"), ("answered_by", None), _connector="OR"),
                        name="who_answered_stays_there",
                    ),
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
    ]
