"""Before deployment. Services from elsewhere as proposals, and the functions by which a keeper answers them."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "0010_bringing.sql"
BACK = Path(__file__).with_name("sql") / "0010_back.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_secret_places"), ("access", "0023_quicker")]
    operations = [
        migrations.RunSQL(SQL.read_text(), BACK.read_text()),
        migrations.CreateModel(
            name="Bringing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("state", models.TextField()),
                ("form", models.TextField()),
                ("digest", models.TextField()),
                ("source", models.TextField()),
                ("source_date", models.DateField(null=True)),
                ("confidence", models.TextField()),
                ("country", models.TextField()),
                ("place", models.TextField()),
                ("mapping", models.JSONField()),
                ("columns", models.JSONField()),
                ("begun_by", models.UUIDField()),
                ("begun_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("done", models.IntegerField()),
                ("good", models.IntegerField()),
                ("wrong", models.IntegerField()),
                ("same", models.IntegerField()),
                ("gaps", models.IntegerField()),
                ("stayed", models.IntegerField()),
                ("stopped", models.TextField()),
            ],
            options={
                "db_table": 'directory"."bringing',
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Fault",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bringing_id",
                        "row",
                        "nr",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("row", models.IntegerField()),
                ("nr", models.SmallIntegerField()),
                ("field", models.TextField()),
                ("sentence", models.TextField()),
            ],
            options={
                "db_table": 'directory"."fault',
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("row", models.IntegerField()),
                ("state", models.TextField()),
                ("feed", models.TextField()),
                ("origin", models.TextField()),
                ("organisation", models.TextField()),
                ("name", models.TextField()),
                ("country", models.TextField()),
                ("source", models.TextField()),
                ("source_date", models.DateField(null=True)),
                ("confidence", models.TextField()),
                ("data", models.JSONField()),
                ("digest", models.TextField()),
                ("alike", models.TextField()),
                ("reached", models.TextField()),
                ("changes", models.UUIDField(null=True)),
                ("entry_id", models.UUIDField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("checked_on", models.DateField(null=True)),
            ],
            options={
                "db_table": 'directory"."proposal',
                "managed": False,
            },
        ),
    ]
