"""Before deployment. Partners without a node: who keeps the node writes them and their services, and how they are reached."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

FUNCTIONS = """
-- Country and sector stay as they were entered: conditions of consents and the firewall hang on them.
CREATE FUNCTION directory.save_partner(
  an_agency uuid, a_name text, a_country text, a_sector text, the_languages text[], a_duty_number text,
  a_team uuid, the_professions text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  IF 'administrator' = ANY (the_professions) THEN PERFORM access.refuse('administrators_have_no_seat'); END IF;
  INSERT INTO agencies.agency AS a (id, node, name, country, sector, languages, duty_number)
  VALUES (an_agency, '-', a_name, a_country, a_sector, the_languages, a_duty_number)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, languages = excluded.languages,
    duty_number = excluded.duty_number
   WHERE a.node = '-';
  IF NOT FOUND THEN PERFORM access.refuse('no_such_partner'); END IF;
  INSERT INTO agencies.team AS t (id, agency_id, name, professions, languages)
  VALUES (a_team, an_agency, a_name, the_professions, the_languages)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, professions = excluded.professions,
    languages = excluded.languages
   WHERE t.agency_id = an_agency;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_team'); END IF;
END $$;

CREATE FUNCTION directory.save_partner_entry(
  an_entry uuid, a_team uuid, a_service text, the_needs text[], a_purpose text, children boolean, the_hours text,
  the_days smallint[], an_opening time, a_closing time, the_ways text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE theirs uuid;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  SELECT a.id INTO theirs FROM agencies.team t JOIN agencies.agency a ON a.id = t.agency_id
   WHERE t.id = a_team AND a.node = '-';
  IF theirs IS NULL THEN PERFORM access.refuse('no_such_partner'); END IF;
  IF EXISTS (SELECT FROM directory.entry e WHERE e.team_id = a_team AND e.service = a_service AND e.id <> an_entry) THEN
    PERFORM access.refuse('service_is_there');
  END IF;
  INSERT INTO directory.entry AS e (id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days,
                                    opens, closes, checked_on, ways)
  VALUES (an_entry, a_team, theirs, a_service, the_needs, a_purpose, children, the_hours, the_days,
          an_opening, a_closing, access.domain_now()::date, the_ways)
  ON CONFLICT (id) DO UPDATE SET service = excluded.service, needs = excluded.needs, purpose = excluded.purpose,
    takes_children = excluded.takes_children, hours = excluded.hours, open_days = excluded.open_days,
    opens = excluded.opens, closes = excluded.closes, checked_on = excluded.checked_on, ways = excluded.ways
   WHERE e.agency_id = theirs;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
END $$;

-- Referrals keep the code of the service that they asked for: what was sent stays as it is.
CREATE FUNCTION directory.remove_partner_entry(an_entry uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  DELETE FROM directory.entry e USING agencies.agency a
   WHERE e.id = an_entry AND a.id = e.agency_id AND a.node = '-';
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
END $$;

REVOKE ALL ON FUNCTION
  directory.save_partner(uuid, text, text, text, text[], text, uuid, text[]),
  directory.save_partner_entry(uuid, uuid, text, text[], text, boolean, text, smallint[], time, time, text[]),
  directory.remove_partner_entry(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  directory.save_partner(uuid, text, text, text, text[], text, uuid, text[]),
  directory.save_partner_entry(uuid, uuid, text, text[], text, boolean, text, smallint[], time, time, text[]),
  directory.remove_partner_entry(uuid) TO safeconduct_app;
"""
BACK = """
DROP FUNCTION directory.save_partner(uuid, text, text, text, text[], text, uuid, text[]);
DROP FUNCTION directory.save_partner_entry(uuid, uuid, text, text[], text, boolean, text, smallint[], time, time, text[]);
DROP FUNCTION directory.remove_partner_entry(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_capacity"), ("agencies", "0004_seen_by_two")]
    operations = [
        migrations.AddField(
            "entry", "ways", ArrayField(models.TextField(), default=list, db_default=[], size=None)
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                name="ways_are_listed",
                condition=models.Q(ways__contained_by=["telephone", "paper", "file"]),
            ),
        ),
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
