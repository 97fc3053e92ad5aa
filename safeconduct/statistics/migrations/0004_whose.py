"""Before deployment. A fact of a referral is noted by whoever has that referral, and takes no other agency's place."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0004_whose.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0003_quicker"), ("referrals", "0033_agreement_stands")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
