"""Before deployment. A page of a peer's services is laid out for searches as a whole, and only what changed in it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("directory", "0015_federation")]
    operations = [
        migrations.RunSQL(
            (SQL / "0016_laid_out_together.sql").read_text(), (SQL / "0016_back.sql").read_text()
        )
    ]
