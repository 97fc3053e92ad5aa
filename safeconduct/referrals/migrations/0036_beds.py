"""Before deployment. Bed counts: agreements of two agencies, and the counts that are seen by them alone."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, force_rows, grant, policy

AGREEMENT, COUNT = "referrals.bed_agreement", "referrals.bed_count"
MINE = "agency_id = (SELECT access.current_agency())"
OF_PEER = (
    "peer = (SELECT access.current_peer()) AND other_agency_id IN "
    "(SELECT a.id FROM agencies.agency a WHERE a.node = (SELECT access.current_peer()))"
)
# No count is let in, or shown, without an agreement that stands.
AGREED = (
    "EXISTS (SELECT FROM referrals.bed_agreement g WHERE g.agency_id = bed_count.agency_id"
    " AND g.other_agency_id = bed_count.of_agency AND g.state = 'agreed')"
)
OWN = f"{MINE} AND of_agency = agency_id"
SEEN = f"{MINE} AND (of_agency = agency_id OR {AGREED})"
OF_ANOTHER = f"{MINE} AND of_agency <> agency_id"
# Of an agreement that ends by the peer's word too: its row is there until the counts are gone.
BY_PEER = f"of_agency <> agency_id AND {AGREED}"
LONG_AGO = "(SELECT access.is_worker()) AND day < (SELECT access.domain_now())::date - 30"
HOW_IT_STANDS = "first_by, second_by, message, state, changed_at"
LOCKS = [
    force_rows(AGREEMENT),
    grant(AGREEMENT, APP, f"SELECT, INSERT, UPDATE ({HOW_IT_STANDS}), DELETE"),
    policy("bed_agreements_of_my_agency_seen", AGREEMENT, APP, "SELECT", MINE),
    policy("bed_agreements_wanted_by_my_agency", AGREEMENT, APP, "INSERT", "", f"{MINE} AND state = 'proposed'"),
    policy("bed_agreements_of_my_agency_changed", AGREEMENT, APP, "UPDATE", MINE, MINE),
    policy("bed_agreements_of_my_agency_ended", AGREEMENT, APP, "DELETE", MINE),
    grant(AGREEMENT, INBOX, "SELECT, INSERT, UPDATE (state, changed_at), DELETE"),
    policy("bed_agreements_with_the_peer_seen", AGREEMENT, INBOX, "SELECT", OF_PEER),
    policy("bed_agreements_asked_by_the_peer", AGREEMENT, INBOX, "INSERT", "", f"{OF_PEER} AND state = 'came'"),
    policy("bed_agreements_agreed_by_the_peer", AGREEMENT, INBOX, "UPDATE", OF_PEER, OF_PEER),
    policy("bed_agreements_ended_by_the_peer", AGREEMENT, INBOX, "DELETE", OF_PEER),
    force_rows(COUNT),
    grant(COUNT, APP, "SELECT, INSERT, UPDATE (day, free, total, counted_at), DELETE"),
    policy("bed_counts_by_agreement_seen", COUNT, APP, "SELECT", SEEN),
    policy("beds_counted_by_my_agency", COUNT, APP, "INSERT", "", OWN),
    policy("beds_counted_anew_by_my_agency", COUNT, APP, "UPDATE", OWN, OWN),
    policy("bed_counts_of_an_ended_agreement", COUNT, APP, "DELETE", OF_ANOTHER),
    grant(COUNT, INBOX, "SELECT, INSERT, UPDATE (day, free, total, counted_at), DELETE"),
    policy("beds_counted_by_the_peer", COUNT, INBOX, "ALL", BY_PEER, BY_PEER),
    grant(COUNT, WORKER, "DELETE"),
    policy("bed_counts_kept_long_enough", COUNT, WORKER, "DELETE", LONG_AGO),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0035_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="BedAgreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("shared", models.UUIDField()),
                ("side", models.TextField(choices=[("sender", "sender"), ("receiver", "receiver")])),
                ("agency_id", models.UUIDField()),
                ("other_agency_id", models.UUIDField()),
                ("peer", models.TextField()),
                ("handle", models.TextField()),
                ("state", models.TextField()),
                ("first_by", models.UUIDField(null=True)),
                ("second_by", models.UUIDField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("message", models.UUIDField(null=True)),
            ],
            options={
                "db_table": 'referrals"."bed_agreement',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency_id", "other_agency_id"), name="one_bed_agreement_of_two_agencies"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["sender", "receiver"]),
                            ("state__in", ["proposed", "asked", "came", "one_yes", "agreed"]),
                        ),
                        name="a_bed_agreement_stands_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agency_id", models.F("other_agency_id")), _negated=True),
                        name="a_bed_agreement_is_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_by", None),
                            models.Q(("second_by", models.F("first_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="two_people_agree_to_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "came", "one_yes"]),
                            ("second_by__isnull", False),
                            _connector="OR",
                        ),
                        name="what_was_agreed_has_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BedCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("of_agency", models.UUIDField()),
                ("day", models.DateField()),
                ("service", models.TextField()),
                ("free", models.IntegerField()),
                ("total", models.IntegerField(null=True)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'referrals"."bed_count',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency_id", "of_agency", "day", "service"), name="one_bed_count_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("free__gte", 0),
                            ("free__lte", 9999),
                            (
                                "service__in",
                                ["crisis_shelter", "shelter", "supported_housing", "independent_housing"],
                            ),
                            models.Q(
                                ("total", None),
                                models.Q(("total__gte", models.F("free")), ("total__lte", 9999)),
                                _connector="OR",
                            ),
                        ),
                        name="a_bed_count_is_of_a_kind_with_beds",
                    ),
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
    ]
