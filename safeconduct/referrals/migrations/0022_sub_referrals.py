"""Before deployment. A referral that goes on from a received one, and what a receiver said of referring on."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0021_partners")]

    operations = [
        migrations.AddField("referral", "part_of", models.UUIDField(null=True)),
        migrations.AddField("referral", "chain", ArrayField(models.TextField(), null=True, size=None)),
        migrations.AddField("referral", "onward", models.JSONField(default=list, db_default=[])),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                name="only_what_was_asked_goes_on",
                condition=models.Q(part_of=None) | models.Q(chain__isnull=False, side="sender"),
            ),
        ),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["part_of"], name="referrals_that_go_on", condition=models.Q(part_of__isnull=False)
            ),
        ),
    ]
