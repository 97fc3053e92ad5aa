"""Before deployment. The administrator writes what services the own agency's teams give."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION directory.save_entry(
  an_entry uuid, a_team uuid, a_service text, the_needs text[], a_purpose text, children boolean, the_hours text,
  the_days smallint[], an_opening time, a_closing time
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  IF NOT EXISTS (SELECT FROM agencies.team t WHERE t.id = a_team AND t.agency_id = me.agency_id) THEN
    PERFORM access.refuse('no_such_team');
  END IF;
  IF EXISTS (SELECT FROM directory.entry e WHERE e.team_id = a_team AND e.service = a_service AND e.id <> an_entry) THEN
    PERFORM access.refuse('service_is_there');
  END IF;
  INSERT INTO directory.entry AS e (id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days,
                                    opens, closes, checked_on)
  VALUES (an_entry, a_team, me.agency_id, a_service, the_needs, a_purpose, children, the_hours, the_days,
          an_opening, a_closing, access.domain_now()::date)
  ON CONFLICT (id) DO UPDATE SET team_id = excluded.team_id, service = excluded.service, needs = excluded.needs,
    purpose = excluded.purpose, takes_children = excluded.takes_children, hours = excluded.hours,
    open_days = excluded.open_days, opens = excluded.opens, closes = excluded.closes, checked_on = excluded.checked_on
   WHERE e.agency_id = me.agency_id;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
END $$;

-- Referrals keep the code of the service that they asked for: what was sent stays as it is.
CREATE FUNCTION directory.remove_entry(an_entry uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  DELETE FROM directory.entry e WHERE e.id = an_entry AND e.agency_id = me.agency_id;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA directory FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  directory.save_entry(uuid, uuid, text, text[], text, boolean, text, smallint[], time, time),
  directory.remove_entry(uuid) TO safeconduct_app;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("agencies", "0002_administration")]
    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
