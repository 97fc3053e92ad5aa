"""Before deployment. What a restored node has forgotten and the other side knows; what was taken back is sent no more."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, force_rows, grant, policy

TABLE = "referrals.gap"
MINE = "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
PEER = (
    "peer = (SELECT access.current_peer()) AND other_agency_id IN "
    "(SELECT a.id FROM agencies.agency a WHERE a.node = (SELECT access.current_peer()))"
)
WORKS = "(SELECT access.is_worker())"
LOCKS = [
    force_rows(TABLE),
    grant(TABLE, INBOX, "SELECT, INSERT"),
    policy("gaps_that_the_peer_tells_of", TABLE, INBOX, "ALL", PEER, PEER),
    grant(TABLE, WORKER, "SELECT, INSERT"),
    policy("gaps_known_to_the_worker", TABLE, WORKER, "ALL", WORKS, WORKS),
    grant(TABLE, APP, "SELECT, DELETE"),
    policy("gaps_of_my_agency", TABLE, APP, "ALL", MINE),
]
TRIGGER = """
CREATE TRIGGER destroy_sealed AFTER UPDATE OF flags, taken_back ON referrals.referral FOR EACH ROW
  WHEN ('consent_withdrawn' = ANY (NEW.flags) AND NOT 'consent_withdrawn' = ANY (OLD.flags)
        OR NEW.taken_back <> OLD.taken_back)
  EXECUTE FUNCTION exchange.destroy_with_the_consent();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_list_tools"), ("exchange", "0005_catching_up")]

    operations = [
        migrations.CreateModel(
            name="Gap",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("given_back", "given_back"),
                            ("forgotten_here", "forgotten_here"),
                            ("forgotten_there", "forgotten_there"),
                        ]
                    ),
                ),
                ("shared", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("other_agency_id", models.UUIDField()),
                ("peer", models.TextField()),
                ("reference", models.TextField()),
                ("service", models.TextField()),
                ("state", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'referrals"."gap',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shared", "agency_id", "kind"), name="one_gap_a_side_and_kind"
                    )
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER destroy_sealed ON referrals.referral"),
    ]
