-- Services from elsewhere wait here as proposals. Who keeps the node reads and answers them; nobody else learns of them.
CREATE TABLE directory.bringing (
  id uuid PRIMARY KEY, state text NOT NULL DEFAULT 'reading', form text NOT NULL, digest text NOT NULL,
  source text NOT NULL, source_date date, confidence text NOT NULL, country text NOT NULL DEFAULT '',
  place text NOT NULL DEFAULT '', mapping jsonb NOT NULL DEFAULT '{}', columns jsonb NOT NULL DEFAULT '[]',
  begun_by uuid NOT NULL, begun_at timestamptz NOT NULL, moved_at timestamptz NOT NULL,
  done integer NOT NULL DEFAULT 0, good integer NOT NULL DEFAULT 0, wrong integer NOT NULL DEFAULT 0,
  same integer NOT NULL DEFAULT 0, gaps integer NOT NULL DEFAULT 0, stayed integer NOT NULL DEFAULT 0,
  stopped text NOT NULL DEFAULT '',
  CONSTRAINT states_are_listed CHECK (state IN ('reading', 'checked', 'open', 'stopped', 'undoing', 'undone', 'dropped'))
);
CREATE INDEX bringing_begun ON directory.bringing (begun_at DESC);

CREATE TABLE directory.proposal (
  id uuid PRIMARY KEY, bringing_id uuid NOT NULL REFERENCES directory.bringing (id) ON DELETE CASCADE,
  row integer NOT NULL, state text NOT NULL DEFAULT 'waiting', feed text NOT NULL, origin text NOT NULL,
  organisation text NOT NULL, name text NOT NULL, country text NOT NULL, source text NOT NULL, source_date date,
  confidence text NOT NULL, data jsonb NOT NULL, digest text NOT NULL, alike text NOT NULL, reached text NOT NULL,
  changes uuid, entry_id uuid, answered_by uuid, answered_at timestamptz, checked_on date, before jsonb, after jsonb,
  CONSTRAINT answers_are_listed CHECK (state IN ('waiting', 'accepted', 'declined', 'gap', 'gone')),
  CONSTRAINT tags_are_listed CHECK (confidence IN ('verified', 'secondary', 'unverified', 'uncertain')),
  -- What reads the file has taken these out; the database refuses them whatever read it.
  CONSTRAINT no_confidential_place_is_told CHECK (
    NOT (data ? 'address' AND COALESCE(data->>'place', '') <> 'office')
    AND NOT (COALESCE(data->>'place', '') IN ('shelter', 'safe_flat') AND data ?| ARRAY['contact', 'note', 'hours'])
  )
);
CREATE INDEX proposal_of_bringing ON directory.proposal (bringing_id, state, row);
CREATE INDEX proposal_origin ON directory.proposal (feed, origin) WHERE state = 'accepted';
CREATE INDEX proposal_alike ON directory.proposal (alike) WHERE state IN ('waiting', 'accepted');
CREATE INDEX proposal_reached ON directory.proposal (reached) WHERE state IN ('waiting', 'accepted') AND reached <> '';
CREATE INDEX proposal_entry ON directory.proposal (entry_id) WHERE entry_id IS NOT NULL;

CREATE TABLE directory.fault (
  bringing_id uuid NOT NULL REFERENCES directory.bringing (id) ON DELETE CASCADE, row integer NOT NULL,
  nr smallint NOT NULL, field text NOT NULL, sentence text NOT NULL, PRIMARY KEY (bringing_id, row, nr)
);

ALTER TABLE directory.bringing ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.bringing FORCE ROW LEVEL SECURITY;
ALTER TABLE directory.proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.proposal FORCE ROW LEVEL SECURITY;
ALTER TABLE directory.fault ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.fault FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_writes ON directory.bringing FOR ALL TO safeconduct_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_writes ON directory.proposal FOR ALL TO safeconduct_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_writes ON directory.fault FOR ALL TO safeconduct_owner USING (true) WITH CHECK (true);
CREATE POLICY of_who_keeps_the_node ON directory.bringing FOR SELECT TO safeconduct_app USING ((SELECT access.keeps_node()));
CREATE POLICY of_who_keeps_the_node ON directory.proposal FOR SELECT TO safeconduct_app USING ((SELECT access.keeps_node()));
CREATE POLICY of_who_keeps_the_node ON directory.fault FOR SELECT TO safeconduct_app USING ((SELECT access.keeps_node()));
GRANT SELECT ON directory.bringing, directory.proposal, directory.fault TO safeconduct_app;

CREATE FUNCTION directory.begin_bringing(a_bringing uuid, said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  INSERT INTO directory.bringing (id, form, digest, source, source_date, confidence, country, place, mapping, columns,
                                  begun_by, begun_at, moved_at)
  VALUES (a_bringing, said->>'form', said->>'digest', said->>'source', (said->>'source_date')::date, said->>'confidence',
          said->>'country', said->>'place', said->'mapping', said->'columns', access.current_administrator(),
          access.domain_now(), access.domain_now());
END $$;

-- One part of a file: so many records behind the first `after`. A part that was read by two is kept once.
CREATE FUNCTION directory.bring_part(a_bringing uuid, after integer, records integer, the_rows jsonb, the_faults jsonb)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE b directory.bringing; kept integer; gap integer;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  SELECT * INTO b FROM directory.bringing x WHERE x.id = a_bringing FOR UPDATE;
  IF b.id IS NULL OR b.state <> 'reading' OR b.done <> after THEN PERFORM access.refuse('import_has_moved'); END IF;
  WITH given AS (
    SELECT g.*, known.entry_id AS known_entry, known.digest AS known_digest
      FROM jsonb_to_recordset(the_rows) AS g (row integer, origin text, organisation text, name text, country text,
             source text, source_date date, confidence text, data jsonb, digest text, alike text, reached text, is_gap boolean)
      LEFT JOIN LATERAL (
        SELECT p.entry_id, p.digest FROM directory.proposal p
         WHERE p.feed = b.source AND p.origin = g.origin AND p.state = 'accepted'
           AND EXISTS (SELECT FROM directory.entry e WHERE e.id = p.entry_id)
         ORDER BY p.answered_at DESC LIMIT 1) known ON true),
  added AS (
    INSERT INTO directory.proposal (id, bringing_id, row, state, feed, origin, organisation, name, country, source,
                                    source_date, confidence, data, digest, alike, reached, changes)
    SELECT gen_random_uuid(), b.id, g.row, CASE WHEN g.is_gap THEN 'gap' ELSE 'waiting' END, b.source, g.origin,
           g.organisation, g.name, g.country, g.source, g.source_date, g.confidence, g.data, g.digest, g.alike, g.reached,
           g.known_entry
      FROM given g WHERE g.known_digest IS DISTINCT FROM g.digest
    RETURNING state)
  SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'gap') INTO kept, gap FROM added;
  INSERT INTO directory.fault (bringing_id, row, nr, field, sentence)
  SELECT b.id, f.row, f.nr, f.field, f.sentence
    FROM jsonb_to_recordset(the_faults) AS f (row integer, nr smallint, field text, sentence text)
  ON CONFLICT DO NOTHING;
  UPDATE directory.bringing x SET done = x.done + records, good = x.good + kept, gaps = x.gaps + gap,
    same = x.same + jsonb_array_length(the_rows) - kept - gap, moved_at = access.domain_now(),
    wrong = x.wrong + (SELECT count(DISTINCT f->>'row') FROM jsonb_array_elements(the_faults) f)
   WHERE x.id = b.id;
END $$;

-- From one state to the next; what was read of a file that cannot be read to its end, or is dropped, goes.
CREATE FUNCTION directory.move_bringing(a_bringing uuid, a_state text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE b directory.bringing;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  SELECT * INTO b FROM directory.bringing x WHERE x.id = a_bringing FOR UPDATE;
  IF b.id IS NULL OR NOT (b.state, a_state) IN (
    ('reading', 'checked'), ('reading', 'stopped'), ('reading', 'dropped'), ('checked', 'open'), ('checked', 'dropped'),
    ('open', 'undoing'), ('undoing', 'undone'), ('stopped', 'dropped')
  ) THEN PERFORM access.refuse('import_has_moved'); END IF;
  IF a_state = 'undone' AND EXISTS (
    SELECT FROM directory.proposal p WHERE p.bringing_id = b.id AND p.state = 'accepted' AND p.after IS NOT NULL
  ) THEN PERFORM access.refuse('import_has_moved'); END IF;
  UPDATE directory.bringing x SET state = a_state, stopped = why, moved_at = access.domain_now() WHERE x.id = b.id;
  IF a_state IN ('stopped', 'dropped', 'undoing') THEN
    DELETE FROM directory.proposal p WHERE p.bringing_id = b.id AND p.state <> 'accepted';
  END IF;
  IF a_state IN ('dropped', 'undoing') THEN DELETE FROM directory.fault f WHERE f.bringing_id = b.id; END IF;
END $$;

CREATE FUNCTION directory.without_place(a_data jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT a_data - ARRAY['address', 'contact', 'agency_contact', 'website', 'note', 'hours']
$$;

CREATE FUNCTION directory.decline_proposals(the_proposals uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  -- What was declined may be a shelter that a file calls an office: of where it is and how it is reached nothing stays.
  UPDATE directory.proposal p SET state = 'declined', answered_by = access.current_administrator(),
    answered_at = access.domain_now(), data = directory.without_place(p.data), reached = ''
    FROM directory.bringing b
   WHERE p.id = ANY (the_proposals) AND p.state = 'waiting' AND b.id = p.bringing_id AND b.state = 'open';
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- A service as undoing compares it: without what its own team, checks, searches and time say.
CREATE FUNCTION directory.as_accepted(an_entry uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT directory.snapshot(e.id) || jsonb_build_object('agency_id', e.agency_id)
    FROM directory.entry e WHERE e.id = an_entry
$$;

-- A named keeper takes a proposal over: partner, team and service stand in the directory from here on, and not before.
CREATE FUNCTION directory.accept_proposal(a_proposal uuid, an_agency uuid, a_team uuid, an_entry uuid, said jsonb)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p directory.proposal; stood jsonb; speaks text[]; tells text[]; checked date := (said->>'checked_on')::date;
        me uuid := access.current_administrator();
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  SELECT x.* INTO p FROM directory.proposal x JOIN directory.bringing b ON b.id = x.bringing_id
   WHERE x.id = a_proposal AND x.state = 'waiting' AND b.state = 'open' FOR UPDATE OF x;
  IF p.id IS NULL THEN PERFORM access.refuse('no_such_proposal'); END IF;
  IF p.confidence = 'uncertain' AND checked IS NULL THEN PERFORM access.refuse('check_first'); END IF;
  speaks := ARRAY(SELECT jsonb_array_elements_text(said->'languages'));
  tells := ARRAY(SELECT jsonb_array_elements_text(said->'professions'));
  IF 'administrator' = ANY (tells) THEN PERFORM access.refuse('administrators_have_no_seat'); END IF;
  INSERT INTO agencies.agency AS a (id, node, name, country, sector, languages, duty_number)
  VALUES (an_agency, '-', said->>'organisation', said->>'country', said->>'sector', speaks, said->>'duty_number')
  ON CONFLICT (id) DO NOTHING;
  IF NOT EXISTS (SELECT FROM agencies.agency a WHERE a.id = an_agency AND a.node = '-') THEN
    PERFORM access.refuse('no_such_partner');
  END IF;
  INSERT INTO agencies.team AS t (id, agency_id, name, professions, languages)
  VALUES (a_team, an_agency, said->>'name', tells, speaks) ON CONFLICT (id) DO NOTHING;
  IF NOT EXISTS (SELECT FROM agencies.team t WHERE t.id = a_team AND t.agency_id = an_agency) THEN
    PERFORM access.refuse('no_such_team');
  END IF;
  IF EXISTS (SELECT FROM directory.entry e
              WHERE e.team_id = a_team AND e.service = said->>'service' AND e.id <> an_entry) THEN
    PERFORM access.refuse('service_is_there');
  END IF;
  PERFORM directory.begin_change(an_entry);
  stood := directory.as_accepted(an_entry);
  INSERT INTO directory.entry AS e (id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days)
  VALUES (an_entry, a_team, an_agency, said->>'service', '{}', said->>'purpose', false, '', '{}')
  ON CONFLICT (id) DO NOTHING;
  UPDATE directory.entry e SET
    service = said->>'service', purpose = said->>'purpose',
    needs = ARRAY(SELECT jsonb_array_elements_text(said->'needs')),
    takes_children = COALESCE((said->>'takes_children')::boolean, false),
    hours = COALESCE(said->>'hours', ''), opens = (said->>'opens')::time, closes = (said->>'closes')::time,
    open_days = ARRAY(SELECT d::smallint FROM jsonb_array_elements_text(COALESCE(said->'open_days', '[]')) d),
    ways = ARRAY(SELECT jsonb_array_elements_text(said->'ways')), checked_on = checked,
    checks = CASE WHEN checked IS NULL THEN '{}' ELSE (
      SELECT jsonb_object_agg(part, jsonb_build_object('on', checked, 'by', m.agency_id))
        FROM agencies.member m, unnest(ARRAY['takes', 'reached', 'where']) part WHERE m.id = me) END
   WHERE e.id = an_entry AND e.agency_id = an_agency AND e.team_id = a_team;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
  -- As every change of a service: the contact of a hotline waits for a second person, and a version is kept.
  PERFORM directory.say_facts(an_entry, said);
  PERFORM directory.write_version(an_entry, me, NULL);
  UPDATE directory.proposal x SET state = 'accepted', entry_id = an_entry, before = stood,
    after = directory.as_accepted(an_entry), checked_on = checked, answered_by = me, answered_at = access.domain_now()
   WHERE x.id = p.id;
  IF COALESCE(said->>'place', '') IN ('', 'shelter', 'safe_flat') THEN
    UPDATE directory.proposal x SET data = directory.without_place(x.data), reached = '',
      before = x.before || '{"address": "", "contact": ""}'
     WHERE x.feed = p.feed AND x.origin = p.origin;
  END IF;
END $$;

-- A service that becomes a place where people live in safety: what its proposals say of where it is goes, too.
CREATE FUNCTION directory.forget_proposed_place() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE directory.proposal x SET data = directory.without_place(x.data), reached = '',
    before = x.before || '{"address": "", "contact": ""}', after = x.after || '{"address": "", "contact": ""}'
   WHERE (x.feed, x.origin) IN (SELECT y.feed, y.origin FROM directory.proposal y WHERE y.entry_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER proposed_place_forgotten AFTER UPDATE OF place ON directory.entry FOR EACH ROW
  WHEN (NEW.place IN ('', 'shelter', 'safe_flat') AND OLD.place IS DISTINCT FROM NEW.place)
  EXECUTE FUNCTION directory.forget_proposed_place();

-- Takes one accepted proposal back. Not where somebody has changed the service since, or anything hangs on its team.
CREATE FUNCTION directory.take_back(p directory.proposal) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE now_stands jsonb := directory.as_accepted(p.entry_id); a_team uuid := (p.after->>'team_id')::uuid;
        an_agency uuid := (p.after->>'agency_id')::uuid;
BEGIN
  IF now_stands IS DISTINCT FROM p.after THEN RETURN false; END IF;
  IF p.before IS NOT NULL THEN
    UPDATE directory.entry e SET
      service = r.service, purpose = r.purpose, needs = r.needs, takes_children = r.takes_children, hours = r.hours,
      opens = r.opens, closes = r.closes, open_days = r.open_days, ways = r.ways, checks = '{}', checked_on = NULL,
      place = r.place, address = r.address, contact = r.contact, takes = r.takes, min_age = r.min_age,
      max_age = r.max_age, with_children = r.with_children, step_free = r.step_free,
      without_papers = r.without_papers, from_abroad = r.from_abroad, spoken = r.spoken,
      interpreters = r.interpreters, regions = r.regions, intake = r.intake
      FROM jsonb_populate_record(NULL::directory.entry, p.before) r WHERE e.id = p.entry_id;
    PERFORM directory.write_version(p.entry_id, access.current_administrator(), NULL);
    RETURN true;
  END IF;
  IF EXISTS (SELECT FROM referrals.referral r WHERE r.team_id = a_team)
     OR EXISTS (SELECT FROM access.grants g WHERE g.holder_team = a_team)
     OR EXISTS (SELECT FROM directory.wrong w WHERE w.entry_id = p.entry_id) THEN RETURN false; END IF;
  DELETE FROM directory.entry e WHERE e.id = p.entry_id;
  DELETE FROM agencies.team t WHERE t.id = a_team AND NOT EXISTS (SELECT FROM directory.entry e WHERE e.team_id = t.id);
  DELETE FROM agencies.agency a WHERE a.id = an_agency AND a.node = '-'
     AND NOT EXISTS (SELECT FROM agencies.team t WHERE t.agency_id = a.id);
  SET CONSTRAINTS ALL IMMEDIATE;
  SET CONSTRAINTS ALL DEFERRED;
  RETURN true;
EXCEPTION WHEN foreign_key_violation THEN RETURN false;
END $$;

CREATE FUNCTION directory.undo_part(a_bringing uuid, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p directory.proposal; n integer := 0;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  PERFORM FROM directory.bringing b WHERE b.id = a_bringing AND b.state = 'undoing' FOR UPDATE;
  IF NOT FOUND THEN PERFORM access.refuse('import_has_moved'); END IF;
  FOR p IN SELECT * FROM directory.proposal x
            WHERE x.bringing_id = a_bringing AND x.state = 'accepted' AND x.after IS NOT NULL
            ORDER BY x.answered_at DESC, x.row DESC LIMIT most FOR UPDATE LOOP
    n := n + 1;
    IF directory.take_back(p) THEN
      UPDATE directory.proposal x SET state = 'gone', after = NULL, before = NULL,
        data = directory.without_place(x.data), reached = '' WHERE x.id = p.id;
    ELSE
      UPDATE directory.proposal x SET after = NULL, before = NULL WHERE x.id = p.id;
      UPDATE directory.bringing b SET stayed = b.stayed + 1 WHERE b.id = a_bringing;
    END IF;
  END LOOP;
  RETURN n;
END $$;

REVOKE ALL ON FUNCTION
  directory.begin_bringing(uuid, jsonb), directory.bring_part(uuid, integer, integer, jsonb, jsonb),
  directory.move_bringing(uuid, text, text), directory.decline_proposals(uuid[]), directory.as_accepted(uuid),
  directory.without_place(jsonb), directory.forget_proposed_place(),
  directory.accept_proposal(uuid, uuid, uuid, uuid, jsonb), directory.take_back(directory.proposal),
  directory.undo_part(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  directory.begin_bringing(uuid, jsonb), directory.bring_part(uuid, integer, integer, jsonb, jsonb),
  directory.move_bringing(uuid, text, text), directory.decline_proposals(uuid[]),
  directory.accept_proposal(uuid, uuid, uuid, uuid, jsonb), directory.undo_part(uuid, integer) TO safeconduct_app;
