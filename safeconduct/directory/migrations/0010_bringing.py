"""Before deployment. Services from elsewhere as proposals, and the functions by which a keeper answers them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0010_bringing.sql"
BACK = Path(__file__).with_name("sql") / "0010_back.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_secret_places"), ("access", "0023_quicker")]
    operations = [migrations.RunSQL(SQL.read_text(), BACK.read_text())]
