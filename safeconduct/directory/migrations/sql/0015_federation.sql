-- Services of one node at another: what changed of ours, by number, and what we have of theirs.

ALTER TABLE directory.entry ADD CONSTRAINT named_nodes_are_named
  CHECK (CASE WHEN offered_to = 'named' THEN cardinality(offered_nodes) BETWEEN 1 AND 200 ELSE offered_nodes = '{}' END);

-- As before; to whom it is offered says nothing of the service, and is no check of it.
CREATE OR REPLACE FUNCTION directory.snapshot(an_entry uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_jsonb(e) - ARRAY['id', 'agency_id', 'words', 'checked_on', 'checks', 'places_free', 'places_as_of', 'doubted_at',
                             'offered_to', 'offered_nodes']
    FROM directory.entry e WHERE e.id = an_entry
$$;

-- --- What changed of ours ------------------------------------------------------------------------------------------

-- One row for each service, with the number of its last change: what came between nobody has to hear. A service that is
-- gone keeps its row for some time, and says to whom it was once offered: nobody else hears that it was ever there.
CREATE TABLE directory.change (
  entry_id uuid PRIMARY KEY, sequence bigint NOT NULL UNIQUE, gone boolean NOT NULL DEFAULT false,
  once_all boolean NOT NULL, once_nodes text[] NOT NULL, at timestamptz NOT NULL DEFAULT now()
);
-- `floor`: below it something may have been forgotten, so that who asks from there begins anew.
CREATE TABLE directory.change_log (
  is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one), last bigint NOT NULL, floor bigint NOT NULL DEFAULT 0
);
INSERT INTO directory.change_log (last) VALUES (0);

-- At the end of the transaction, when every row that it wants is locked: the number is taken under a lock that ends with it,
-- so numbers are seen in their order, and nobody waits for a lock of ours while holding this one.
CREATE FUNCTION directory.note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE next bigint; an_id uuid := COALESCE(NEW.id, OLD.id); e directory.entry;
BEGIN
  IF NOT EXISTS (SELECT FROM agencies.agency a
                  WHERE a.id = COALESCE(NEW.agency_id, OLD.agency_id) AND a.node = access.this_node())
     AND NOT EXISTS (SELECT FROM directory.change c WHERE c.entry_id = an_id) THEN RETURN NULL; END IF;
  UPDATE directory.change_log SET last = last + 1 RETURNING last INTO next;
  SELECT * INTO e FROM directory.entry o WHERE o.id = an_id;
  INSERT INTO directory.change AS c (entry_id, sequence, gone, once_all, once_nodes)
  VALUES (an_id, next, e.id IS NULL, COALESCE(e.offered_to = 'peers', false), COALESCE(e.offered_nodes, '{}'))
  ON CONFLICT (entry_id) DO UPDATE SET sequence = excluded.sequence, gone = excluded.gone, at = now(),
    once_all = c.once_all OR excluded.once_all,
    once_nodes = ARRAY(SELECT DISTINCT unnest(c.once_nodes || excluded.once_nodes));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_noted AFTER INSERT OR DELETE OR UPDATE OF
  team_id, service, needs, purpose, takes_children, hours, open_days, opens, closes, jurisdictions, proceeding_types,
  place, address, contact, takes, min_age, max_age, with_children, step_free, without_papers, from_abroad, spoken,
  interpreters, regions, intake, checks, checked_on, places_free, places_as_of, doubted_at, offered_to, offered_nodes
  ON directory.entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION directory.note_change();

INSERT INTO directory.change (entry_id, sequence, once_all, once_nodes)
SELECT e.id, row_number() OVER (ORDER BY e.id), true, '{}'
  FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id WHERE a.node = access.this_node();
UPDATE directory.change_log SET last = (SELECT count(*) FROM directory.change);

-- Who asked last for what changed: one row for each peer.
CREATE TABLE directory.told_to (
  node text PRIMARY KEY, asked_at timestamptz NOT NULL, heard bigint NOT NULL
);

-- What a peer may know of a service. Neither for whom it is outside the network, nor what is kept of it here.
CREATE FUNCTION directory.as_told(e directory.entry) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'id', e.id, 'agency', e.agency_id, 'team', e.team_id, 'service', e.service, 'needs', e.needs, 'purpose', e.purpose,
    'takes_children', e.takes_children, 'hours', e.hours, 'open_days', e.open_days,
    'opens', to_char(e.opens, 'HH24:MI'), 'closes', to_char(e.closes, 'HH24:MI'),
    'jurisdictions', e.jurisdictions, 'proceeding_types', e.proceeding_types, 'place', e.place, 'address', e.address,
    'contact', e.contact, 'takes', e.takes, 'min_age', e.min_age, 'max_age', e.max_age,
    'with_children', e.with_children, 'step_free', e.step_free, 'without_papers', e.without_papers,
    'from_abroad', e.from_abroad, 'spoken', e.spoken, 'interpreters', e.interpreters, 'regions', e.regions,
    'intake', e.intake, 'places_free', e.places_free) || jsonb_build_object(
    'places_as_of', to_char(e.places_as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'doubted_at', to_char(e.doubted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'checked', (SELECT COALESCE(jsonb_object_agg(c.key, c.value->'on'), '{}') FROM jsonb_each(e.checks) c))
$$;

-- For the peer that asks: what changed after this number. `said` is NULL for what it is not, or no longer, offered; that
-- it is gone only who once was offered it hears (`was_told`).
CREATE FUNCTION directory.changes_for_peer(after bigint, most integer)
RETURNS TABLE (sequence bigint, id uuid, said jsonb, was_told boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE peer text := access.current_peer();
BEGIN
  IF peer IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  INSERT INTO directory.told_to AS t (node, asked_at, heard) VALUES (peer, now(), after)
  ON CONFLICT (node) DO UPDATE SET asked_at = now(), heard = excluded.heard;
  RETURN QUERY
    SELECT c.sequence, c.entry_id,
           CASE WHEN e.offered_to = 'peers' OR e.offered_to = 'named' AND peer = ANY (e.offered_nodes)
             THEN directory.as_told(e) END,
           c.once_all OR peer = ANY (c.once_nodes)
      FROM directory.change c LEFT JOIN directory.entry e ON e.id = c.entry_id
     WHERE c.sequence > after ORDER BY c.sequence LIMIT LEAST(most, 1000);
END $$;

CREATE FUNCTION directory.change_log_for_peer()
RETURNS TABLE (epoch bigint, last bigint, floor bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF access.current_peer() IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  RETURN QUERY SELECT COALESCE((SELECT r.epoch FROM access.restoration() r), 0), l.last, l.floor
    FROM directory.change_log l;
END $$;

-- What is gone for ninety days is forgotten; who has not asked for so long begins anew.
CREATE FUNCTION directory.forget_changes() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE number integer; highest bigint;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('nobody_acts'); END IF;
  WITH gone AS (DELETE FROM directory.change c WHERE c.gone AND c.at < now() - interval '90 days' RETURNING c.sequence)
  SELECT count(*), max(gone.sequence) INTO number, highest FROM gone;
  UPDATE directory.change_log SET floor = GREATEST(floor, COALESCE(highest, 0));
  RETURN number;
END $$;

-- Who keeps a service at its own agency says to which nodes it is offered.
CREATE FUNCTION directory.say_offered(an_entry uuid, whom text, the_nodes text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  IF EXISTS (SELECT FROM unnest(the_nodes) n WHERE n = access.this_node()
                OR NOT EXISTS (SELECT FROM exchange.peer p WHERE p.node = n)) THEN
    PERFORM access.refuse('no_such_peer');
  END IF;
  UPDATE directory.entry e SET offered_to = whom,
         offered_nodes = ARRAY(SELECT DISTINCT n FROM unnest(the_nodes) n ORDER BY n)
   WHERE e.id = an_entry AND e.agency_id = me.agency_id;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
END $$;

-- --- What we have of theirs ----------------------------------------------------------------------------------------

-- How far we are with each peer. `pass` counts the beginnings: what a whole pass did not bring is gone there.
CREATE TABLE directory.feed (
  node text PRIMARY KEY, epoch bigint NOT NULL DEFAULT 0, after bigint NOT NULL DEFAULT 0,
  pass integer NOT NULL DEFAULT 1, is_whole boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'stopped', 'card')),
  taken_at timestamptz, fresh_at timestamptz, asked_at timestamptz,
  next_try_at timestamptz NOT NULL DEFAULT now(), attempts integer NOT NULL DEFAULT 0,
  problem text NOT NULL DEFAULT '' CHECK (problem ~ '^[a-z_]{0,40}$'), problem_at timestamptz,
  beyond integer NOT NULL DEFAULT 0
);
-- Which services of the directory a feed brought. What this release does not know of them is kept as it came.
CREATE TABLE directory.heard (
  entry_id uuid PRIMARY KEY REFERENCES directory.entry (id) ON DELETE CASCADE,
  node text NOT NULL, version bigint NOT NULL, pass integer NOT NULL,
  further jsonb NOT NULL DEFAULT '{}' CHECK (octet_length(further::text) <= 4096)
);
CREATE INDEX heard_of_a_node ON directory.heard (node, pass);
-- What a peer said and was not taken in: which service, which field, and why. Nothing of what stood there.
CREATE TABLE directory.unheard (
  node text NOT NULL, entry_id uuid NOT NULL, field text NOT NULL CHECK (field ~ '^[a-z_]{1,40}$'),
  why text NOT NULL CHECK (why ~ '^[a-z_]{1,40}$'), pass integer NOT NULL, at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (node, entry_id)
);

-- The feeds of all peers that are believed now and due; one that is new begins.
CREATE FUNCTION directory.feeds_due() RETURNS SETOF directory.feed
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('nobody_acts'); END IF;
  INSERT INTO directory.feed (node)
  SELECT p.node FROM exchange.peer p WHERE p.node <> access.this_node() ON CONFLICT DO NOTHING;
  DELETE FROM directory.feed f WHERE NOT EXISTS (SELECT FROM exchange.peer p WHERE p.node = f.node);
  RETURN QUERY SELECT f.* FROM directory.feed f JOIN exchange.peer p ON p.node = f.node
    WHERE f.state <> 'stopped' AND f.next_try_at <= now() AND p.held_since IS NULL AND p.suspended_at IS NULL
    ORDER BY f.next_try_at LIMIT 100;
END $$;

-- What became of asking: a problem and when to ask again. '' is none; 'card' says that they speak of no services.
CREATE FUNCTION directory.note_asked(a_node text, a_problem text, again timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('nobody_acts'); END IF;
  UPDATE directory.feed f SET asked_at = now(), next_try_at = again,
    attempts = CASE WHEN a_problem = '' THEN 0 ELSE f.attempts + 1 END,
    problem = CASE WHEN a_problem = 'card' THEN '' ELSE a_problem END,
    problem_at = CASE WHEN a_problem IN ('', 'card') THEN NULL WHEN f.problem = a_problem THEN f.problem_at ELSE now() END,
    state = CASE WHEN f.state = 'stopped' THEN f.state WHEN a_problem = 'card' AND f.taken_at IS NULL THEN 'card' ELSE 'on' END
   WHERE f.node = a_node;
END $$;

-- From the beginning: their log is another one, or has forgotten what we had not heard.
CREATE FUNCTION directory.begin_pass(a_node text, an_epoch bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('nobody_acts'); END IF;
  UPDATE directory.feed f SET epoch = an_epoch, after = 0, pass = f.pass + 1, is_whole = false, beyond = 0
   WHERE f.node = a_node AND f.epoch <= an_epoch;
  IF NOT FOUND THEN PERFORM access.refuse('older_epoch'); END IF;
END $$;

-- One page, all of it or nothing: from the number where we stand. Whose a service is, is asked here again: of this node's
-- own agency, in a team of that agency, and under no id of somebody else. `rows` are services with their `sequence`; one that
-- is `gone`, or `refused`, goes here as well; of a `foreign` one it is noted alone. Returns how many were beyond the quota.
CREATE FUNCTION directory.take_in_services(
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

-- A doubt of theirs is ours as well, and ours stays until they say places that are later than it.
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

-- Who keeps the node stops a feed: from then on the node's card speaks again. Or begins it anew.
CREATE FUNCTION directory.stop_feed(a_node text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  UPDATE directory.feed SET state = 'stopped', problem = '', problem_at = NULL, taken_at = NULL, fresh_at = NULL, after = 0,
         is_whole = false, beyond = 0, pass = pass + 1 WHERE node = a_node;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_feed'); END IF;
  DELETE FROM directory.unheard WHERE node = a_node;
  PERFORM exchange.keep_agencies(p.card) FROM exchange.peer p WHERE p.node = a_node;
END $$;

CREATE FUNCTION directory.restart_feed(a_node text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  UPDATE directory.feed SET state = 'on', problem = '', problem_at = NULL, after = 0, is_whole = false, beyond = 0,
         pass = pass + 1, attempts = 0, next_try_at = now() WHERE node = a_node;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_feed'); END IF;
END $$;

-- A node that is removed leaves nothing behind.
CREATE FUNCTION directory.forget_feed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM directory.feed WHERE node = OLD.node;
  DELETE FROM directory.unheard WHERE node = OLD.node;
  DELETE FROM directory.told_to WHERE node = OLD.node;
  RETURN NULL;
END $$;
CREATE TRIGGER peer_forgotten AFTER DELETE ON exchange.peer FOR EACH ROW EXECUTE FUNCTION directory.forget_feed();

-- As before; but of a node whose services come by themselves the card says the agencies and teams alone.
CREATE OR REPLACE FUNCTION exchange.keep_agencies(a_card jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM jsonb_array_elements(a_card->'agencies') e JOIN agencies.agency k ON k.id = (e->>'id')::uuid
     WHERE k.node <> a_card->>'node'
    UNION ALL
    SELECT FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'teams') t
      JOIN agencies.team k ON k.id = (t->>'id')::uuid WHERE k.agency_id <> (e->>'id')::uuid
    UNION ALL
    SELECT FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'services') s
      JOIN directory.entry k ON k.id = (s->>'id')::uuid WHERE k.agency_id <> (e->>'id')::uuid
  ) THEN PERFORM access.refuse('belongs_to_another'); END IF;
  INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number)
  SELECT (e->>'id')::uuid, a_card->>'node', e->>'name', e->>'country', e->>'sector',
         ARRAY(SELECT jsonb_array_elements_text(e->'languages')), e->>'duty_number'
    FROM jsonb_array_elements(a_card->'agencies') e
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country, sector = excluded.sector,
    languages = excluded.languages, duty_number = excluded.duty_number;
  INSERT INTO agencies.team (id, agency_id, name, professions, languages)
  SELECT (t->>'id')::uuid, (e->>'id')::uuid, t->>'name',
         ARRAY(SELECT jsonb_array_elements_text(t->'professions')),
         ARRAY(SELECT jsonb_array_elements_text(t->'languages'))
    FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'teams') t
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, professions = excluded.professions,
    languages = excluded.languages;
  IF EXISTS (SELECT FROM directory.feed f WHERE f.node = a_card->>'node' AND f.taken_at IS NOT NULL) THEN RETURN; END IF;
  -- What a peer's card has no longer can be chosen no longer; agencies and teams stay, for referrals name them.
  DELETE FROM directory.entry d USING agencies.agency k
   WHERE k.id = d.agency_id AND k.node = a_card->>'node' AND k.node <> access.this_node();
  INSERT INTO directory.entry
    (id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days, opens, closes, jurisdictions,
     proceeding_types)
  SELECT (s->>'id')::uuid, (s->>'team')::uuid, (e->>'id')::uuid, s->>'service',
         ARRAY(SELECT jsonb_array_elements_text(s->'needs')), s->>'purpose', (s->>'takes_children')::boolean,
         s->>'hours', ARRAY(SELECT jsonb_array_elements_text(COALESCE(s->'open_days', '[]'))::smallint),
         (s->>'opens')::time, (s->>'closes')::time,
         ARRAY(SELECT jsonb_array_elements_text(COALESCE(s->'jurisdictions', '[]'))),
         ARRAY(SELECT k FROM jsonb_array_elements_text(COALESCE(s->'proceeding_types', '[]')) k
                WHERE k IN ('criminal', 'civil', 'labour', 'asylum', 'residence', 'non_punishment', 'compensation',
                            'family'))
    FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'services') s
  ON CONFLICT (id) DO UPDATE SET service = excluded.service, needs = excluded.needs, purpose = excluded.purpose,
    takes_children = excluded.takes_children, hours = excluded.hours, open_days = excluded.open_days,
    opens = excluded.opens, closes = excluded.closes, jurisdictions = excluded.jurisdictions,
    proceeding_types = excluded.proceeding_types;
END $$;

REVOKE ALL ON FUNCTION
  directory.note_change(), directory.as_told(directory.entry), directory.changes_for_peer(bigint, integer),
  directory.change_log_for_peer(), directory.forget_changes(), directory.say_offered(uuid, text, text[]),
  directory.feeds_due(), directory.note_asked(text, text, timestamptz), directory.begin_pass(text, bigint),
  directory.take_in_services(text, bigint, bigint, boolean, jsonb, integer), directory.hear_doubts(jsonb, uuid[]),
  directory.stop_feed(text), directory.restart_feed(text), directory.forget_feed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.changes_for_peer(bigint, integer), directory.change_log_for_peer()
  TO safeconduct_inbox;
GRANT EXECUTE ON FUNCTION directory.forget_changes(), directory.feeds_due(),
  directory.note_asked(text, text, timestamptz), directory.begin_pass(text, bigint),
  directory.take_in_services(text, bigint, bigint, boolean, jsonb, integer) TO safeconduct_worker;
GRANT EXECUTE ON FUNCTION directory.say_offered(uuid, text, text[]), directory.stop_feed(text),
  directory.restart_feed(text) TO safeconduct_app;
GRANT SELECT ON directory.feed, directory.heard, directory.unheard, directory.told_to TO safeconduct_app;
GRANT SELECT ON directory.feed TO safeconduct_worker;
