"""Before deployment. What the person lets go on along a chain, and what the clock told one link back of a taking back."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from safeconduct.vocabulary.roles import WORKER, grant, policy

WORKS = "(SELECT access.is_worker())"
TOLD_BACK = f"step = 'told_back' AND {WORKS}"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0023_transfers")]

    operations = [
        migrations.AddField(
            "referral", "kept_on", ArrayField(models.TextField(), default=list, db_default=[], size=None)
        ),
        migrations.AddField("referral", "first_told", models.TextField(blank=True, default="", db_default="")),
        grant("referrals.referral", WORKER, "UPDATE (first_told)").operation(),
        grant("referrals.by_hand", WORKER, "SELECT").operation(),
        policy("told_back_seen_by_the_clock", "referrals.by_hand", WORKER, "SELECT", TOLD_BACK).operation(),
    ]
