"""Before deployment. The table of wrapped section keys, and who may do what with it.

No row is seen by anybody until the room of access adds its policies: they ask its functions who is there.
"""

import django.utils.timezone
from django.db import migrations, models

from safeconduct.vocabulary.identifiers import uuid7
from safeconduct.vocabulary.roles import APP, INBOX, WORKER, create_schema, force_rows, grant

TABLE = "keys.section_key"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        create_schema("keys", APP, INBOX, WORKER).operation(),
        migrations.CreateModel(
            name="SectionKey",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("intake", models.BooleanField()),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'keys"."section_key',
                "indexes": [
                    models.Index(
                        condition=models.Q(("due__isnull", False)), fields=["due"], name="section_key_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_id", "section", "generation"), name="one_key_per_section_generation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("generation__gte", 1)), name="generation_starts_at_one"
                    ),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        # Keys are destroyed through access.destroy_keys, by whom it lets.
        grant(
            TABLE, INBOX, "INSERT, SELECT (id, case_id, section, generation, due), UPDATE (due)"
        ).operation(),
        grant(
            TABLE, WORKER, "SELECT (id, case_id, section, generation, intake, due), UPDATE (due), DELETE"
        ).operation(),
    ]
