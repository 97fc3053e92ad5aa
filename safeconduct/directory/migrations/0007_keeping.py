"""Before deployment. What was checked when, versions of services, places in doubt, and "this is wrong"."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_finding"), ("agencies", "0010_beside_the_release")]
    operations = [
        migrations.AddField("entry", "checks", models.JSONField(default=dict, db_default={})),
        migrations.AddField("entry", "doubted_at", models.DateTimeField(null=True)),
        migrations.RunSQL((SQL / "0007_keeping.sql").read_text(), (SQL / "0007_back.sql").read_text()),
    ]
