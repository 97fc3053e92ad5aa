"""Before deployment. What one member works on is found among the many referrals of an agency, without reading them all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_further")]

    operations = [
        migrations.AddIndex("referral", models.Index(fields=["worker_id"], name="referrals_of_a_worker")),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["team_id"], condition=models.Q(worker_id=None), name="referrals_of_nobody_yet"
            ),
        ),
        migrations.AddIndex("escalation", models.Index(fields=["agency_id"], name="steps_of_an_agency")),
        migrations.AddIndex("nudge", models.Index(fields=["agency_id"], name="nudges_of_an_agency")),
    ]
