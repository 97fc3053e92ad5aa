"""Before deployment. With the word of the person on a paper goes what waits for an acceptance, and envelopes say so."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, policy

SQL = Path(__file__).with_name("sql") / "0024_stopped.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0023_transfers"),
        ("access", "0018_seats"),
        ("exchange", "0007_held_of_a_referral"),
    ]
    operations = [
        policy("the_owner_stops", "exchange.held_back", OWNER, "ALL", "true", "true").operation(),
        policy("the_owner_stops", "referrals.referral", OWNER, "UPDATE", "true", "true").operation(),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
