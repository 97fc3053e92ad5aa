"""Before deployment. What was shown of an edition that is prepared stands in the ledger from then on."""

from pathlib import Path

from django.db import migrations

SQL, BACK = (Path(__file__).with_name("sql") / name for name in ("0017_shown_is_said.sql", "0017_back.sql"))


class Migration(migrations.Migration):
    dependencies = [("statistics", "0016_what_changed")]

    operations = [migrations.RunSQL(SQL.read_text(), BACK.read_text())]
