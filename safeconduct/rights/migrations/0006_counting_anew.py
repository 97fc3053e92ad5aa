"""Before deployment. Days are counted anew by the worker when somebody who keeps the rule asks for it: how far it is."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, WORKER, grant

SQL = Path(__file__).with_name("sql") / "0006_counting_anew.sql"
BACK = "DROP FUNCTION rights.days_to_count(text[]), rights.ask_to_count(uuid, text, uuid)"
TABLE = "rights.counting_anew"


class Migration(migrations.Migration):
    dependencies = [("rights", "0005_days"), ("agencies", "0009_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="CountingAnew",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("rule", models.TextField()),
                ("proposal_id", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("total", models.IntegerField(null=True)),
                ("stayed", models.IntegerField()),
                ("moved", models.IntegerField()),
                ("gone", models.IntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'rights"."counting_anew',
                "indexes": [models.Index(fields=["rule", "asked_at"], name="countings_of_a_rule")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(total__isnull=True, stayed=0, moved=0, gone=0)
                        | Q(total__gte=F("stayed") + F("moved") + F("gone")),
                        name="no_more_was_counted_than_there_is",
                    ),
                ],
            },
        ),
        grant(TABLE, APP, "SELECT").operation(),
        grant(TABLE, WORKER, "SELECT").operation(),
        grant(TABLE, WORKER, "UPDATE (total, stayed, moved, gone, ended_at)").operation(),
        grant(TABLE, WORKER, "DELETE").operation(),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
