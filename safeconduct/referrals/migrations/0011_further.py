"""Before deployment. What a later release adds to an envelope is kept, and written again when the envelope is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0010_given_back")]

    operations = [
        migrations.AddField("referral", "further", models.JSONField(default=dict, db_default={})),
    ]
