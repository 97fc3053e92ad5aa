"""Before deployment. Which sections the receiver has taken over into a file of its own, as it said."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0015_tasks")]

    operations = [
        migrations.AddField(
            "referral", "copied_there", ArrayField(models.TextField(), default=list, db_default=[])
        ),
    ]
