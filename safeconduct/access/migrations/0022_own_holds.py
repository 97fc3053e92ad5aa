"""Before deployment. A legal hold is placed on an own file too: its keys stay when its term comes."""

from django.db import migrations

# Whoever supervises the agency; received or own. The worker and the door of erasure ask the same table already.
PLACE = """
CREATE OR REPLACE FUNCTION access.place_hold(a_case uuid, a_ground text, an_end timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case";
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id FOR UPDATE;
  IF c.id IS NULL OR NOT me.supervises THEN PERFORM access.refuse('not_yours_to_hold'); END IF;
  IF a_ground IS NULL OR a_ground NOT IN ('pending_claim', 'limitation_date') THEN PERFORM access.refuse('not_a_ground'); END IF;
  IF an_end IS NULL OR an_end <= access.domain_now() OR an_end > access.domain_now() + interval '10 years' THEN
    PERFORM access.refuse('ends_before_it_begins');
  END IF;
  INSERT INTO access.hold (case_id, ground, owner_id, placed_at, until)
  VALUES (a_case, a_ground, me.id, access.domain_now(), an_end)
  ON CONFLICT (case_id) DO UPDATE SET ground = excluded.ground, owner_id = excluded.owner_id,
    placed_at = excluded.placed_at, until = excluded.until;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0021_numbers")]
    operations = [migrations.RunSQL(PLACE, migrations.RunSQL.noop)]
