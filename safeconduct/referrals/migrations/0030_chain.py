"""Before deployment. What the person lets go on along a chain, what the clock told one link back of a taking
back; and how many enquiries wait, for the mail of the day."""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from safeconduct.vocabulary.roles import WORKER, grant, policy

SQL = Path(__file__).with_name("sql") / "0030_enquiries_waiting.sql"
WORKS = "(SELECT access.is_worker())"
TOLD_BACK = f"step = 'told_back' AND {WORKS}"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0029_own_holds")]

    operations = [
        migrations.AddField(
            "referral", "kept_on", ArrayField(models.TextField(), default=list, db_default=[], size=None)
        ),
        migrations.AddField(
            "referral", "first_told", models.TextField(blank=True, default="", db_default="")
        ),
        grant("referrals.referral", WORKER, "UPDATE (first_told)").operation(),
        grant("referrals.by_hand", WORKER, "SELECT").operation(),
        migrations.RunSQL(SQL.read_text(), "DROP FUNCTION referrals.enquiries_waiting(uuid[])"),
        policy("told_back_seen_by_the_clock", "referrals.by_hand", WORKER, "SELECT", TOLD_BACK).operation(),
    ]
