"""Before deployment. A referral names the enquiry without a name from which it was made, on both sides."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import WORKER, grant


class Migration(migrations.Migration):
    dependencies = [("referrals", "0043_beds_ended")]

    operations = [
        migrations.AddField("referral", "enquiry", models.UUIDField(null=True)),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["enquiry"], condition=models.Q(enquiry__isnull=False), name="referrals_of_an_enquiry"
            ),
        ),
        # It goes with what was received, whoever erases that.
        grant("referrals.referral", WORKER, "UPDATE (enquiry)").operation(),
    ]
