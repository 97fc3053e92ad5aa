"""Before deployment. Whoever has a round is told so by the clock, too: when that was said, there or here; and when who asked saw it."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, grant

ENQUIRY = "referrals.enquiry"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0040_desk_of_its_agency")]

    operations = [
        migrations.AddField("enquiry", "kept_at", models.DateTimeField(null=True)),
        migrations.AddField("round", "seen_at", models.DateTimeField(null=True)),
        grant("referrals.round", APP, "UPDATE (seen_at)").operation(),
        grant(ENQUIRY, INBOX, "UPDATE (kept_at)").operation(),
        grant(ENQUIRY, WORKER, "SELECT (kept_at), UPDATE (kept_at)").operation(),
    ]
