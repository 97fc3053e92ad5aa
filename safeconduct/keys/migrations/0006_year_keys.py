"""Before deployment. The key of one year's comparing: persons are counted once by it, and it is destroyed afterwards."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, OWNER, force_rows, grant, policy

TABLE = "keys.year_key"
SOMEBODY = "(SELECT access.current_agency()) IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("keys", "0005_blind_keys")]

    operations = [
        migrations.CreateModel(
            name="YearKey",
            fields=[
                ("year", models.SmallIntegerField(editable=False, primary_key=True, serialize=False)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("wrapped", models.BinaryField(null=True)),
                ("destroyed_on", models.DateField(null=True)),
            ],
            options={
                "db_table": 'keys"."year_key',
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(destroyed_on__isnull=True, wrapped__isnull=False),
                            models.Q(destroyed_on__isnull=False, wrapped__isnull=True),
                            _connector="OR",
                        ),
                        name="year_key_is_there_or_destroyed",
                    )
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        policy("year_key_for_who_acts", TABLE, APP, "SELECT", SOMEBODY).operation(),
        policy("year_key_made_by_who_acts", TABLE, APP, "INSERT", "", SOMEBODY).operation(),
        policy("the_owner_destroys", TABLE, OWNER, "ALL", "true", "true").operation(),
    ]
