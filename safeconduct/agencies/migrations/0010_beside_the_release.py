"""Before deployment. What a release said when a content was signed beside it: one that changes later is something new."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, WORKER, grant

SQL = Path(__file__).with_name("sql") / "0010_beside_the_release.sql"
BACK = "DROP FUNCTION agencies.note_beside(uuid, text, text, text, text)"
TABLE = "agencies.content_beside"
HEX = r"^[0-9a-f]{64}$"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0009_four_eyes")]

    operations = [
        migrations.CreateModel(
            name="ContentBeside",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject", models.TextField()),
                ("key", models.TextField()),
                ("digest", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'agencies"."content_beside',
                "constraints": [
                    models.CheckConstraint(condition=Q(("digest__regex", HEX)), name="beside_by_digest"),
                ],
            },
        ),
        grant(TABLE, APP, "SELECT").operation(),
        grant(TABLE, WORKER, "SELECT").operation(),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
