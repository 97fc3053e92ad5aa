"""Before deployment. Versions and words of services are known to the migrations; numbers are of 500 services at most."""

from pathlib import Path
from typing import Any

from django.db import migrations, models

SQL = Path(__file__).with_name("sql")

VERSION: "list[tuple[str, models.Field[Any, Any]]]" = [
    (
        "pk",
        models.CompositePrimaryKey(
            "entry_id", "number", blank=True, editable=False, primary_key=True, serialize=False
        ),
    ),
    ("entry_id", models.UUIDField()),
    ("number", models.IntegerField()),
    ("agency_id", models.UUIDField()),
    ("said", models.JSONField()),
    ("by_member", models.UUIDField(null=True)),
    ("by_agency", models.UUIDField(null=True)),
    ("profession", models.TextField(default="")),
    ("seen_by", models.UUIDField(null=True)),
    ("at", models.DateTimeField(null=True)),
]
WRONG: "list[tuple[str, models.Field[Any, Any]]]" = [
    ("id", models.UUIDField(primary_key=True, serialize=False)),
    ("entry_id", models.UUIDField()),
    ("team_id", models.UUIDField()),
    ("service", models.TextField()),
    ("is_here", models.BooleanField()),
    ("part", models.TextField()),
    ("words", models.TextField()),
    ("said_at", models.DateTimeField()),
    ("answer", models.TextField(default="")),
    ("answered_by", models.UUIDField(null=True)),
    ("answered_at", models.DateTimeField(null=True)),
]


class Migration(migrations.Migration):
    dependencies = [("directory", "0011_audience")]
    operations = [
        migrations.CreateModel(
            "Version", VERSION, options={"db_table": 'directory"."version', "managed": False}
        ),
        migrations.CreateModel("Wrong", WRONG, options={"db_table": 'directory"."wrong', "managed": False}),
        migrations.RunSQL((SQL / "0012_kept_tables.sql").read_text(), migrations.RunSQL.noop),
    ]
