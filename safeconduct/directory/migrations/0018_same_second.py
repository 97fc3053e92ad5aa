"""Before deployment. A doubt of the second in which a peer said its places is over."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0018_same_second.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0017_kept_to_itself")]
    operations = [migrations.RunSQL(SQL.read_text())]
