"""Before deployment. Which peer's message is taken in is told sooner, and what it brings is opened by fewer statements."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0028_of_a_peer.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0027_of_one_section")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
