"""Before deployment. Services are offered to nodes, change by number, and come from peers by their feeds."""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0014_quicker"),
        ("exchange", "0008_looked_up"),
        ("access", "0007_restored"),
    ]
    operations = [
        migrations.AddField("entry", "offered_to", models.TextField(default="peers", db_default="peers")),
        migrations.AddField(
            "entry", "offered_nodes", ArrayField(models.TextField(), default=list, db_default=[])
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                name="offers_are_listed",
                condition=models.Q(offered_to__in=["peers", "named", "own"]),
            ),
        ),
        migrations.CreateModel(
            "Feed",
            [
                ("node", models.TextField(primary_key=True, serialize=False)),
                ("epoch", models.BigIntegerField()),
                ("after", models.BigIntegerField()),
                ("pass_number", models.IntegerField(db_column="pass")),
                ("is_whole", models.BooleanField()),
                ("state", models.TextField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("fresh_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("next_try_at", models.DateTimeField()),
                ("attempts", models.IntegerField()),
                ("problem", models.TextField()),
                ("problem_at", models.DateTimeField(null=True)),
                ("beyond", models.IntegerField()),
            ],
            options={"db_table": 'directory"."feed', "managed": False},
        ),
        migrations.CreateModel(
            "Heard",
            [
                ("entry_id", models.UUIDField(primary_key=True, serialize=False)),
                ("node", models.TextField()),
                ("version", models.BigIntegerField()),
                ("further", models.JSONField()),
            ],
            options={"db_table": 'directory"."heard', "managed": False},
        ),
        migrations.CreateModel(
            "Unheard",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "node", "entry_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("node", models.TextField()),
                ("entry_id", models.UUIDField()),
                ("field", models.TextField()),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": 'directory"."unheard', "managed": False},
        ),
        migrations.CreateModel(
            "ToldTo",
            [
                ("node", models.TextField(primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("heard", models.BigIntegerField()),
            ],
            options={"db_table": 'directory"."told_to', "managed": False},
        ),
        migrations.RunSQL((SQL / "0015_federation.sql").read_text(), (SQL / "0015_back.sql").read_text()),
    ]
