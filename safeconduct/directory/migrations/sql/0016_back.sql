DROP FUNCTION directory.hear_doubts(jsonb, uuid[]);
CREATE FUNCTION directory.hear_doubts(rows jsonb, taken uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM directory.doubt d USING jsonb_array_elements(rows) r, directory.entry e
   WHERE e.id = (r->>'id')::uuid AND e.id = ANY (taken) AND d.team_id = e.team_id AND d.service = e.service
     AND r->>'doubted_at' IS NULL AND e.places_as_of >= d.at;
  INSERT INTO directory.doubt AS d (team_id, service, at)
  SELECT e.team_id, e.service, (r->>'doubted_at')::timestamptz FROM jsonb_array_elements(rows) r
    JOIN directory.entry e ON e.id = (r->>'id')::uuid
   WHERE e.id = ANY (taken) AND r->>'doubted_at' IS NOT NULL
  ON CONFLICT (team_id, service) DO UPDATE SET at = GREATEST(d.at, excluded.at);
  UPDATE directory.entry e SET doubted_at = found.at FROM (
    SELECT o.id, d.at FROM directory.entry o
      LEFT JOIN directory.doubt d ON d.team_id = o.team_id AND d.service = o.service WHERE o.id = ANY (taken)) found
   WHERE e.id = found.id AND e.doubted_at IS DISTINCT FROM found.at;
END $$;
CREATE OR REPLACE FUNCTION directory.take_in_services(
  a_node text, from_number bigint, to_number bigint, is_last boolean, rows jsonb, most integer
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE f directory.feed; room bigint; beyond_now integer; ids uuid[]; said jsonb; taken uuid[];
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('nobody_acts'); END IF;
  SELECT * INTO f FROM directory.feed o WHERE o.node = a_node FOR UPDATE;
  IF NOT FOUND OR f.state = 'stopped' OR a_node = access.this_node() THEN PERFORM access.refuse('no_such_feed'); END IF;
  IF f.after <> from_number OR to_number < from_number THEN PERFORM access.refuse('moved_on'); END IF;
  ids := ARRAY(SELECT (r->>'id')::uuid FROM jsonb_array_elements(rows) r WHERE NOT r ? 'foreign');
  IF EXISTS (SELECT FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id
              WHERE e.id = ANY (ids) AND a.node <> a_node) THEN PERFORM access.refuse('belongs_to_another'); END IF;
  said := COALESCE((SELECT jsonb_agg(r) FROM jsonb_array_elements(rows) r WHERE r ? 'team'), '[]');
  -- What is gone, what was not taken in, and what stood where another one of theirs stands now.
  DELETE FROM directory.entry e USING jsonb_array_elements(rows) r
   WHERE e.id = (r->>'id')::uuid AND (r ? 'gone' OR r ? 'refused');
  DELETE FROM directory.entry e USING jsonb_array_elements(said) r, agencies.agency a
   WHERE e.team_id = (r->>'team')::uuid AND e.service = r->>'service' AND e.id <> (r->>'id')::uuid
     AND a.id = e.agency_id AND a.node = a_node;
  -- Whoever is there already may change; who is new comes as long as there is room.
  SELECT most - count(*) INTO room FROM directory.heard h WHERE h.node = a_node;
  taken := ARRAY(
    SELECT o.id FROM (
      SELECT (r->>'id')::uuid AS id, h.entry_id IS NOT NULL AS known,
             row_number() OVER (PARTITION BY h.entry_id IS NOT NULL ORDER BY (r->>'sequence')::bigint) AS nr
        FROM jsonb_array_elements(said) r LEFT JOIN directory.heard h ON h.entry_id = (r->>'id')::uuid) o
     WHERE o.known OR o.nr <= room);
  beyond_now := jsonb_array_length(said) - cardinality(taken);
  -- What their card had said of one that is beyond goes as well: here it would never grow older.
  DELETE FROM directory.entry e USING jsonb_array_elements(said) r
   WHERE e.id = (r->>'id')::uuid AND NOT e.id = ANY (taken);
  INSERT INTO directory.entry AS e (
    id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days, opens, closes, jurisdictions,
    proceeding_types, place, address, contact, takes, min_age, max_age, with_children, step_free, without_papers,
    from_abroad, spoken, interpreters, regions, intake, places_free, places_as_of, checks, checked_on)
  SELECT s.id, s.team, t.agency_id, s.service, s.needs, s.purpose, s.takes_children, s.hours, s.open_days, s.opens, s.closes,
         s.jurisdictions, s.proceeding_types, s.place, s.address, s.contact, s.takes, s.min_age, s.max_age,
         s.with_children, s.step_free, s.without_papers, s.from_abroad, s.spoken, s.interpreters, s.regions, s.intake,
         s.places_free, s.places_as_of, s.checks,
         CASE WHEN s.checks ?& ARRAY['takes', 'reached', 'where'] THEN LEAST((s.checks->'takes'->>'on')::date,
           (s.checks->'reached'->>'on')::date, (s.checks->'where'->>'on')::date) END
    FROM jsonb_to_recordset(said) AS s (
           id uuid, agency uuid, team uuid, service text, needs text[], purpose text, takes_children boolean, hours text,
           open_days smallint[], opens time, closes time, jurisdictions text[], proceeding_types text[], place text,
           address text, contact text, takes text[], min_age smallint, max_age smallint, with_children boolean,
           step_free boolean, without_papers boolean, from_abroad boolean, spoken text[], interpreters boolean,
           regions text[], intake text, places_free integer, places_as_of timestamptz, checks jsonb)
    JOIN agencies.team t ON t.id = s.team AND t.agency_id = s.agency
    JOIN agencies.agency a ON a.id = t.agency_id AND a.node = a_node
   WHERE s.id = ANY (taken)
  ON CONFLICT (id) DO UPDATE SET
    team_id = excluded.team_id, agency_id = excluded.agency_id, service = excluded.service, needs = excluded.needs,
    purpose = excluded.purpose, takes_children = excluded.takes_children, hours = excluded.hours,
    open_days = excluded.open_days, opens = excluded.opens, closes = excluded.closes,
    jurisdictions = excluded.jurisdictions, proceeding_types = excluded.proceeding_types, place = excluded.place,
    address = excluded.address, contact = excluded.contact, takes = excluded.takes, min_age = excluded.min_age,
    max_age = excluded.max_age, with_children = excluded.with_children, step_free = excluded.step_free,
    without_papers = excluded.without_papers, from_abroad = excluded.from_abroad, spoken = excluded.spoken,
    interpreters = excluded.interpreters, regions = excluded.regions, intake = excluded.intake,
    places_free = excluded.places_free, places_as_of = excluded.places_as_of, checks = excluded.checks,
    checked_on = excluded.checked_on;
  -- The rules have looked at whose they are; a card that changed in between ends the whole page.
  IF (SELECT count(*) FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id
       WHERE e.id = ANY (taken) AND a.node = a_node) <> cardinality(taken) THEN
    PERFORM access.refuse('belongs_to_another');
  END IF;
  INSERT INTO directory.heard (entry_id, node, version, pass, further)
  SELECT (r->>'id')::uuid, a_node, (r->>'sequence')::bigint, f.pass, COALESCE(r->'further', '{}')
    FROM jsonb_array_elements(said) r WHERE (r->>'id')::uuid = ANY (taken)
  ON CONFLICT (entry_id) DO UPDATE SET
    version = excluded.version, pass = excluded.pass, further = excluded.further;
  PERFORM directory.hear_doubts(said, taken);
  DELETE FROM directory.unheard u USING jsonb_array_elements(rows) r
   WHERE u.node = a_node AND u.entry_id = (r->>'id')::uuid;
  INSERT INTO directory.unheard (node, entry_id, field, why, pass)
  SELECT a_node, (r->>'id')::uuid, r->>'field', r->>'why', f.pass FROM jsonb_array_elements(rows) r
   WHERE r ? 'why' AND (SELECT count(*) FROM directory.unheard u WHERE u.node = a_node) < 500;
  IF is_last AND NOT f.is_whole THEN
    DELETE FROM directory.entry e USING agencies.agency a
     WHERE a.id = e.agency_id AND a.node = a_node
       AND NOT EXISTS (SELECT FROM directory.heard h WHERE h.entry_id = e.id AND h.pass = f.pass);
    DELETE FROM directory.unheard u WHERE u.node = a_node AND u.pass < f.pass;
  END IF;
  UPDATE directory.feed o SET after = to_number, taken_at = now(), is_whole = o.is_whole OR is_last, state = 'on',
         beyond = o.beyond + beyond_now, fresh_at = CASE WHEN is_last THEN now() ELSE o.fresh_at END
   WHERE o.node = a_node;
  RETURN beyond_now;
END $$;
REVOKE ALL ON FUNCTION directory.hear_doubts(jsonb, uuid[]) FROM PUBLIC;
CREATE OR REPLACE FUNCTION directory.entry_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN PERFORM directory.lay_out(ARRAY[NEW.id]); RETURN NULL; END $$;
DROP FUNCTION directory.seen_by_searches(jsonb);
ALTER TABLE directory.heard DROP COLUMN laid;
