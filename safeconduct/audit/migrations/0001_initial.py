"""Before deployment. The audit: every serving role may add to it, none may read or change it.

The room of access adds the policies: who may record as whom.
"""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, SERVING, WORKER, create_schema, force_rows, grant

# Whoever records may say anything but when: the machine's time is the database's own.
STAMP = """
CREATE FUNCTION audit.stamped() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION audit.stamped() FROM PUBLIC;
CREATE TRIGGER stamped BEFORE INSERT ON audit.record FOR EACH ROW EXECUTE FUNCTION audit.stamped();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        create_schema("audit", *SERVING).operation(),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("actor_kind", models.TextField()),
                ("actor_id", models.TextField()),
                ("actor_role", models.TextField()),
                ("agency_id", models.UUIDField(null=True)),
                ("action", models.TextField()),
                ("outcome", models.TextField(default="done")),
                ("reason", models.TextField(blank=True)),
                ("case_id", models.UUIDField(null=True)),
                ("section", models.TextField(blank=True)),
                ("referral_id", models.UUIDField(null=True)),
                ("purpose", models.TextField(blank=True)),
                ("policy_hash", models.TextField(blank=True)),
                ("policy_row", models.IntegerField(null=True)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "db_table": 'audit"."record',
                "indexes": [
                    models.Index(fields=["case_id", "at"], name="record_of_a_case"),
                    models.Index(fields=["referral_id", "at"], name="record_of_a_referral"),
                ],
            },
        ),
        migrations.RunSQL(STAMP, "DROP FUNCTION audit.stamped() CASCADE"),
        force_rows("audit.record").operation(),
        grant("audit.record", APP, "INSERT").operation(),
        grant("audit.record", INBOX, "INSERT").operation(),
        grant("audit.record", WORKER, "INSERT").operation(),
    ]
