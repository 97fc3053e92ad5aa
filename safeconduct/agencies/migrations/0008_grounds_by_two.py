"""Before deployment. A ground counts once a second person has confirmed it; and each record of processing that was kept."""

import uuid

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, grant

RECORD = "agencies.processing_record"
# Another administrator of the agency, or whoever supervises there: never who has set it.
SECONDS = """
CREATE FUNCTION agencies.answer_ground(an_id uuid, agrees boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member; g agencies.processing_ground;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member() AND m.suspended_at IS NULL;
  SELECT * INTO g FROM agencies.processing_ground o WHERE o.id = an_id FOR UPDATE;
  IF me.id IS NULL OR g.id IS NULL OR g.agency_id <> me.agency_id OR g.set_by = me.id
     OR NOT (me.supervises OR me.profession = 'administrator') THEN
    PERFORM access.refuse('ground_not_yours');
  END IF;
  IF g.outcome <> 'waits' OR EXISTS (
       SELECT FROM agencies.processing_ground n
        WHERE n.agency_id = g.agency_id AND n.purpose = g.purpose AND (n.set_at, n.id) > (g.set_at, g.id)) THEN
    RETURN NULL;
  END IF;
  UPDATE agencies.processing_ground o SET seen_by = me.id, seen_at = access.domain_now(),
         outcome = CASE WHEN agrees THEN 'confirmed' ELSE 'refused' END WHERE o.id = g.id;
  RETURN g.purpose;
END $$;
REVOKE ALL ON FUNCTION agencies.answer_ground(uuid, boolean) FROM PUBLIC;
"""
# The record as it stands, kept by the administrator under the next number.
KEEP = """
CREATE FUNCTION agencies.keep_record(a_language text, the_chapters jsonb, the_facts jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); a_version integer;
BEGIN
  PERFORM FROM agencies.agency a WHERE a.id = me.agency_id FOR UPDATE;
  SELECT coalesce(max(r.version), 0) + 1 INTO a_version FROM agencies.processing_record r WHERE r.agency_id = me.agency_id;
  INSERT INTO agencies.processing_record (id, agency_id, version, language, chapters, facts, kept_by, kept_at)
  VALUES (gen_random_uuid(), me.agency_id, a_version, a_language, the_chapters, the_facts, me.id, access.domain_now());
  RETURN a_version;
END $$;
REVOKE ALL ON FUNCTION agencies.keep_record(text, jsonb, jsonb) FROM PUBLIC;
"""


def to_app(name: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION agencies.{name} TO {APP}", migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0007_processing"), ("access", "0018_seats")]

    operations = [
        migrations.AddField("ground", "seen_by", models.UUIDField(null=True)),
        migrations.AddField("ground", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField("ground", "outcome", models.TextField(db_default="waits", default="waits")),
        migrations.AddConstraint(
            "ground",
            models.CheckConstraint(
                condition=Q(outcome="waits", seen_by=None, seen_at=None)
                | Q(outcome__in=["confirmed", "refused"], seen_by__isnull=False, seen_at__isnull=False),
                name="a_ground_waits_or_was_answered",
            ),
        ),
        migrations.AddConstraint(
            "ground",
            models.CheckConstraint(
                condition=Q(seen_by=None) | ~Q(seen_by=F("set_by")), name="a_ground_is_seen_by_two"
            ),
        ),
        migrations.CreateModel(
            name="KeptRecord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("version", models.IntegerField()),
                ("language", models.TextField()),
                ("chapters", models.JSONField()),
                ("facts", models.JSONField()),
                ("kept_by", models.UUIDField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'agencies"."processing_record',
                "constraints": [
                    models.UniqueConstraint(fields=["agency_id", "version"], name="one_record_a_version"),
                    models.CheckConstraint(condition=Q(version__gte=1), name="records_count_from_one"),
                ],
            },
        ),
        grant(RECORD, APP, "SELECT").operation(),
        migrations.RunSQL(SECONDS, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        to_app("answer_ground(uuid, boolean)"),
        to_app("keep_record(text, jsonb, jsonb)"),
    ]
