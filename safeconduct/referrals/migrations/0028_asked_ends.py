"""Before deployment. How long a section is open to an authority ends with the person's consent, and the lists say so."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0028_asked_ends.sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0027_holders")]
    operations = [migrations.RunSQL(SQL.read_text(), "DROP FUNCTION referrals.asked_ends();")]
