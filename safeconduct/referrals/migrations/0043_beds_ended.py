"""Before deployment. A bed agreement that the other side ends stays for thirty days: who ended it and when is seen."""

from pathlib import Path

from django.db import migrations, models

from safeconduct.vocabulary.roles import WORKER, grant, policy

SQL = Path(__file__).with_name("sql") / "0043_beds_ended.sql"
BACK = (Path(__file__).with_name("sql") / "0039_two_agree.sql").read_text()
BACK = BACK.partition("REVOKE ALL")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
AGREEMENT = "referrals.bed_agreement"
LONG_AGO = "(SELECT access.is_worker()) AND state = 'ended' AND changed_at < (SELECT access.domain_now()) - interval '30 days'"
LOCKS = [
    grant(AGREEMENT, WORKER, "DELETE"),
    policy("ended_bed_agreements_kept_long_enough", AGREEMENT, WORKER, "DELETE", LONG_AGO),
]
STATES = ["proposed", "asked", "came", "one_yes", "agreed", "ended"]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0042_letter_places")]

    operations = [
        migrations.RemoveConstraint("bedagreement", "a_bed_agreement_stands_somewhere"),
        migrations.AddConstraint(
            "bedagreement",
            models.CheckConstraint(
                condition=models.Q(("side__in", ["sender", "receiver"]), ("state__in", STATES)),
                name="a_bed_agreement_stands_somewhere",
            ),
        ),
        migrations.RemoveConstraint("bedagreement", "what_was_agreed_has_two"),
        migrations.AddConstraint(
            "bedagreement",
            models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "came", "one_yes", "ended"]),
                    ("second_by__isnull", False),
                    _connector="OR",
                ),
                name="what_was_agreed_has_two",
            ),
        ),
        migrations.RunSQL(SQL.read_text(), BACK),
        *(lock.operation() for lock in LOCKS),
    ]
