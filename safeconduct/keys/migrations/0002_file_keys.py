"""Before deployment. The keys of files that are brought in; the room of access adds who sees which."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant

TABLE = "keys.file_key"


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_section_keys")]

    operations = [
        migrations.CreateModel(
            name="FileKey",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("member_id", models.UUIDField()),
                ("wrapped", models.BinaryField()),
                ("due", models.DateTimeField()),
            ],
            options={
                "db_table": 'keys"."file_key',
                "indexes": [models.Index(fields=["due"], name="file_key_due")],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT, DELETE").operation(),
        grant(TABLE, WORKER, "DELETE").operation(),
    ]
