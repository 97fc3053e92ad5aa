"""Before deployment. Services; members may read them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, create_schema, grant


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        create_schema("directory", APP).operation(),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("service", models.TextField()),
                ("needs", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ("purpose", models.TextField()),
                ("takes_children", models.BooleanField(default=False)),
                ("hours", models.TextField(blank=True)),
                (
                    "open_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list
                    ),
                ),
                ("opens", models.TimeField(null=True)),
                ("closes", models.TimeField(null=True)),
                ("checked_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="agencies.agency",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="agencies.team",
                    ),
                ),
            ],
            options={
                "db_table": 'directory"."entry',
                "constraints": [
                    models.UniqueConstraint(fields=("team", "service"), name="one_entry_per_team_and_service")
                ],
            },
        ),
        grant("directory.entry", APP, "SELECT").operation(),
    ]
