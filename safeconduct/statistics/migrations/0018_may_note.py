"""Before deployment. Whether a fact may be noted is asked of who acts, and of nobody who cannot."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0018_may_note.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0017_shown_is_said"), ("access", "0028_of_a_peer")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
