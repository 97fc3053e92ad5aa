"""Before deployment. Envelopes and moves: seen by the agency on this side, and by the inbox for their peer."""

import uuid

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

from safeconduct.vocabulary.roles import (
    APP,
    INBOX,
    OWNER,
    SERVING,
    WORKER,
    create_schema,
    force_rows,
    grant,
    policy,
)

AGENCY = "agency_id = (SELECT access.current_agency())"
PEER = "peer = (SELECT access.current_peer())"
WORKS = "(SELECT access.is_worker())"
MOVE_OF_PEER = (
    "referral_id IN (SELECT r.id FROM referrals.referral r WHERE r.peer = (SELECT access.current_peer()))"
)
# A foreign key looks past row policies: a move or a text must not hang on another agency's referral.
OF_MY_REFERRAL = (
    "EXISTS (SELECT FROM referrals.referral r WHERE r.id = referral_id "
    "AND r.agency_id = (SELECT access.current_agency()))"
)
CASE_OF_PEER = (
    "case_id IN (SELECT r.case_id FROM referrals.referral r WHERE r.peer = (SELECT access.current_peer()))"
)
TAKEN_BACK_THERE = (
    "EXISTS (SELECT FROM referrals.referral r WHERE r.shared = referral_id AND r.side = 'sender' "
    "AND r.peer = (SELECT access.current_peer()) AND r.agency_id = withdrawal.agency_id "
    "AND r.case_id = withdrawal.case_id AND r.consent_id = withdrawal.consent_id "
    "AND r.other_agency_id = withdrawal.heard_by)"
)
VISIBLE = (
    "case_id = ANY (ARRAY(SELECT access.visible_cases())) "
    "AND (case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_access"),
        ("consent", "0001_initial"),
    ]

    operations = [
        create_schema("referrals", *SERVING).operation(),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("shared", models.UUIDField()),
                ("side", models.TextField(choices=[("sender", "sender"), ("receiver", "receiver")])),
                ("agency_id", models.UUIDField()),
                ("other_agency_id", models.UUIDField()),
                ("peer", models.TextField()),
                ("team_id", models.UUIDField()),
                ("case_id", models.UUIDField(null=True)),
                ("handle", models.TextField(blank=True)),
                ("reference", models.TextField()),
                ("service", models.TextField()),
                ("need", models.TextField(blank=True)),
                ("urgency", models.TextField()),
                ("purpose", models.TextField()),
                ("country", models.CharField(max_length=2)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("draft", "draft"),
                            ("sent", "sent"),
                            ("acknowledged", "acknowledged"),
                            ("info_requested", "info_requested"),
                            ("accepted", "accepted"),
                            ("on_hold", "on_hold"),
                            ("handover_planned", "handover_planned"),
                            ("no_show", "no_show"),
                            ("in_service", "in_service"),
                            ("declined", "declined"),
                            ("reroute_proposed", "reroute_proposed"),
                            ("outcome_recorded", "outcome_recorded"),
                            ("withdrawn", "withdrawn"),
                            ("closed", "closed"),
                        ]
                    ),
                ),
                ("head", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                ("consent_id", models.UUIDField(null=True)),
                ("consent_version", models.IntegerField(null=True)),
                ("consent", models.JSONField(default=dict)),
                (
                    "at_once",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                (
                    "held_back",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                (
                    "taken_back",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                ("worker_id", models.UUIDField(null=True)),
                ("offer_message", models.UUIDField(null=True)),
                ("holder_answer", models.TextField(blank=True)),
                ("preview_seen", models.BooleanField(default=False)),
                ("has_guardian", models.BooleanField(default=False)),
                ("phoned_at", models.DateTimeField(null=True)),
                ("capacity", models.TextField(blank=True)),
                ("last_news_at", models.DateTimeField(null=True)),
                ("previous", models.UUIDField(null=True)),
                ("next", models.UUIDField(null=True)),
            ],
            options={
                "db_table": 'referrals"."referral',
                "indexes": [
                    models.Index(
                        fields=["agency_id", "side", "state", "due_at"], name="referrals_of_an_agency"
                    ),
                    models.Index(fields=["case_id"], name="referrals_of_a_case"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="referrals_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("shared", "side"), name="one_row_a_side"),
                    models.UniqueConstraint(
                        fields=("agency_id", "reference"), name="one_reference_an_agency"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agency_id", models.F("other_agency_id")), _negated=True),
                        name="two_agencies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("consent_id__isnull", False), ("consent_version__isnull", False)),
                            _connector="OR",
                        ),
                        name="sent_on_a_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), _negated=True), ("side", "sender"), _connector="OR"
                        ),
                        name="only_the_sender_drafts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True), ("due_at", None), _connector="OR"
                        ),
                        name="closed_has_no_clock",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredMove",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("hash", models.TextField()),
                ("event", models.TextField()),
                ("side", models.TextField()),
                ("at", models.DateTimeField()),
                ("data", models.JSONField()),
                ("role", models.TextField(blank=True)),
                ("ordinal", models.IntegerField(null=True)),
                ("told", models.BooleanField(default=True)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moves",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."move',
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "hash"), name="one_row_a_move"),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("referral", "ordinal"),
                        name="one_move_a_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("kind", models.TextField()),
                ("language", models.TextField()),
                ("side", models.TextField()),
                ("role", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="texts",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."text',
                "indexes": [models.Index(fields=["referral", "at"], name="texts_of_a_referral")],
            },
        ),
        force_rows("referrals.referral").operation(),
        force_rows("referrals.text").operation(),
        force_rows("referrals.move").operation(),
        grant("referrals.referral", APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        grant("referrals.referral", INBOX, "SELECT, INSERT, UPDATE").operation(),
        grant("referrals.referral", WORKER, "SELECT, UPDATE (state, head, since, due_at, flags)").operation(),
        # For how many are open with a peer, which whoever keeps the node is shown; no serving role is the owner.
        policy("the_owner_of_the_doors_reads", "referrals.referral", OWNER, "SELECT", "true").operation(),
        policy("envelopes_of_my_agency_seen", "referrals.referral", APP, "SELECT", AGENCY).operation(),
        policy("envelopes_of_my_agency_made", "referrals.referral", APP, "INSERT", "", AGENCY).operation(),
        policy(
            "envelopes_of_my_agency_moved", "referrals.referral", APP, "UPDATE", AGENCY, AGENCY
        ).operation(),
        policy(
            "only_drafts_are_deleted", "referrals.referral", APP, "DELETE", f"{AGENCY} AND state = 'draft'"
        ).operation(),
        policy("envelopes_shared_with_the_peer", "referrals.referral", INBOX, "ALL", PEER, PEER).operation(),
        policy("envelopes_with_a_clock", "referrals.referral", WORKER, "ALL", WORKS, WORKS).operation(),
        grant("referrals.move", APP, "SELECT, INSERT, UPDATE (ordinal, told)").operation(),
        grant("referrals.move", INBOX, "SELECT, INSERT, UPDATE (ordinal, told)").operation(),
        grant("referrals.move", WORKER, "SELECT, INSERT, UPDATE (ordinal, told)").operation(),
        policy(
            "moves_at_my_agency", "referrals.move", APP, "ALL", AGENCY, f"{AGENCY} AND {OF_MY_REFERRAL}"
        ).operation(),
        policy(
            "moves_shared_with_the_peer", "referrals.move", INBOX, "ALL", MOVE_OF_PEER, MOVE_OF_PEER
        ).operation(),
        policy("moves_of_the_clock", "referrals.move", WORKER, "ALL", WORKS, WORKS).operation(),
        grant("referrals.text", APP, "SELECT, INSERT").operation(),
        grant("referrals.text", INBOX, "INSERT").operation(),
        policy("texts_of_sections_open_to_me", "referrals.text", APP, "SELECT", VISIBLE).operation(),
        policy(
            "texts_about_sections_open_to_me",
            "referrals.text",
            APP,
            "INSERT",
            "",
            f"{AGENCY} AND {VISIBLE} AND {OF_MY_REFERRAL}",
        ).operation(),
        policy("texts_that_the_peer_brings", "referrals.text", INBOX, "INSERT", "", MOVE_OF_PEER).operation(),
        # What the other side writes about an own case's section lies under a key that the inbox makes for it.
        policy(
            "keys_found_for_the_peers_texts", "keys.section_key", INBOX, "SELECT", CASE_OF_PEER
        ).operation(),
        policy(
            "keys_made_for_the_peers_texts",
            "keys.section_key",
            INBOX,
            "INSERT",
            "",
            f"intake AND {CASE_OF_PEER}",
        ).operation(),
        policy(
            "withdrawals_that_the_receiver_heard", "consent.withdrawal", INBOX, "INSERT", "", TAKEN_BACK_THERE
        ).operation(),
    ]
