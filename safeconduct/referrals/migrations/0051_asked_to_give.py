"""Before deployment. A coordinator asks that a referral be given to a colleague: a nudge says what is asked for."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("referrals", "0050_quicker_lines")]

    operations = [
        migrations.AddField(
            "nudge",
            "wish",
            models.TextField(choices=[("act", "act"), ("give", "give")], default="act", db_default="act"),
        ),
        migrations.AddField("nudge", "of_worker", models.UUIDField(null=True)),
        migrations.RemoveConstraint("nudge", "one_nudge_a_day"),
        migrations.AddConstraint(
            "nudge",
            models.UniqueConstraint(fields=["referral", "toward", "day", "wish"], name="one_nudge_a_day"),
        ),
        migrations.AddConstraint(
            "nudge",
            models.CheckConstraint(
                condition=Q(wish="act", of_worker=None) | Q(wish="give", asker="coordinator"),
                name="only_a_coordinator_asks_to_give",
            ),
        ),
    ]
