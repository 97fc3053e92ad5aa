"""Before deployment. The worklist of what is kept: an own file under a legal hold does not end on its day."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0029_own_holds.sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0028_asked_ends"), ("access", "0022_own_holds")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
