"""Before deployment. A yes to an enquiry, and an acceptance, end the doubt about a service's places: on the node that says it, and on the one that hears it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0044_of_an_enquiry"), ("directory", "0020_readers_say")]

    operations = [
        migrations.RunSQL((SQL / "0045_doubt.sql").read_text(), (SQL / "0045_back.sql").read_text()),
    ]
