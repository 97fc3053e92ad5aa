-- What an administrator writes about the own agency, and who keeps the node about its agencies. The sector stays:
-- it decides the firewall.

CREATE FUNCTION agencies.save_facts(a_duty_number text, the_languages text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  UPDATE agencies.agency a SET duty_number = a_duty_number, languages = the_languages WHERE a.id = me.agency_id;
END $$;

CREATE FUNCTION agencies.save_team(a_team uuid, a_name text, the_professions text[], the_languages text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  IF 'administrator' = ANY (the_professions) THEN PERFORM access.refuse('administrators_have_no_seat'); END IF;
  INSERT INTO agencies.team AS t (id, agency_id, name, professions, languages)
  VALUES (a_team, me.agency_id, a_name, the_professions, the_languages)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, professions = excluded.professions, languages = excluded.languages
   WHERE t.agency_id = me.agency_id;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_team'); END IF;
END $$;

CREATE FUNCTION agencies.add_agency(
  an_agency uuid, a_name text, a_country text, a_sector text, the_languages text[], a_duty_number text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number)
  VALUES (an_agency, access.this_node(), a_name, a_country, a_sector, the_languages, a_duty_number);
END $$;
