"""Before deployment. The schema of the wizard: what was chosen, and the functions that write it once."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, create_schema

SQL = Path(__file__).with_name("sql") / "0004_setup.sql"


class Migration(migrations.Migration):
    dependencies = [("site", "0003_mail_addresses"), ("agencies", "0001_initial")]
    operations = [
        create_schema("setup", APP).operation(),
        migrations.RunSQL(SQL.read_text(), "DROP SCHEMA setup CASCADE"),
    ]
