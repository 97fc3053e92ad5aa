-- Who keeps services true: what was checked when, versions, doubts about places, and "this is wrong".

-- A part is one of directory/keeping/parts.py; each says {"on": day, "by": agency}.
ALTER TABLE directory.entry ADD CONSTRAINT checks_are_of_listed_parts
  CHECK (checks - ARRAY['takes', 'reached', 'where'] = '{}'::jsonb);

CREATE FUNCTION directory.is_hotline(an_intake text, a_place text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT an_intake = 'emergency_24h' OR a_place = 'remote'
$$;

-- Who writes a service: the administrator of its agency, and of a partner without a node who keeps this one.
CREATE FUNCTION directory.writes(an_entry uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id
     WHERE e.id = an_entry
       AND CASE WHEN a.node = '-' THEN access.keeps_node()
                ELSE a.id = (SELECT m.agency_id FROM agencies.member m WHERE m.id = access.current_administrator()) END)
$$;

-- --- Versions ------------------------------------------------------------------------------------------------------

-- Of the own agency, and for who keeps the node of partners. Number 0 is how it stood before anybody was noted.
CREATE TABLE directory.version (
  entry_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 0),
  agency_id uuid NOT NULL REFERENCES agencies.agency (id) ON DELETE CASCADE,
  said jsonb NOT NULL,
  by_member uuid REFERENCES agencies.member (id),
  by_agency uuid,
  profession text NOT NULL DEFAULT '',
  seen_by uuid REFERENCES agencies.member (id),
  at timestamptz,
  PRIMARY KEY (entry_id, number),
  CONSTRAINT version_has_who_and_when CHECK (
    (number = 0 AND by_member IS NULL AND by_agency IS NULL AND at IS NULL)
    OR (number > 0 AND by_member IS NOT NULL AND by_agency IS NOT NULL AND at IS NOT NULL)),
  CONSTRAINT version_seen_by_somebody_else CHECK (seen_by IS NULL OR seen_by <> by_member)
);
CREATE INDEX versions_of_an_agency ON directory.version (agency_id);
ALTER TABLE directory.version ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.version FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_keeps ON directory.version FOR ALL TO safeconduct_owner USING (true) WITH CHECK (true);
CREATE POLICY own_or_of_the_node ON directory.version FOR SELECT TO safeconduct_app
  USING (agency_id = access.current_agency() OR access.keeps_node());
GRANT SELECT ON directory.version TO safeconduct_app;

-- What a version holds: what the service says, and neither its keys nor what the database keeps by itself.
CREATE FUNCTION directory.snapshot(an_entry uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_jsonb(e) - ARRAY['id', 'agency_id', 'words', 'checked_on', 'checks', 'places_free', 'places_as_of', 'doubted_at']
    FROM directory.entry e WHERE e.id = an_entry
$$;

CREATE FUNCTION directory.write_version(an_entry uuid, the_member uuid, the_second uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member; latest integer;
BEGIN
  SELECT * INTO m FROM agencies.member o WHERE o.id = the_member;
  SELECT COALESCE(max(v.number), 0) INTO latest FROM directory.version v WHERE v.entry_id = an_entry;
  INSERT INTO directory.version (entry_id, number, agency_id, said, by_member, by_agency, profession, seen_by, at)
  SELECT e.id, latest + 1, e.agency_id, directory.snapshot(e.id), m.id, m.agency_id, m.profession, the_second,
         access.domain_now()
    FROM directory.entry e WHERE e.id = an_entry;
  RETURN latest + 1;
END $$;

-- These parts were said or checked today. What has been checked in every part has a day as a whole: the earliest.
CREATE FUNCTION directory.mark_checked(an_entry uuid, the_agency uuid, the_parts text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE today date := access.domain_now()::date;
BEGIN
  UPDATE directory.entry e SET checks = e.checks || (
    SELECT COALESCE(jsonb_object_agg(p, jsonb_build_object('on', today, 'by', the_agency)), '{}')
      FROM unnest(the_parts) p WHERE p IN ('takes', 'reached', 'where'))
   WHERE e.id = an_entry;
  UPDATE directory.entry e SET checked_on = CASE WHEN e.checks ?& ARRAY['takes', 'reached', 'where'] THEN LEAST(
    (e.checks->'takes'->>'on')::date, (e.checks->'reached'->>'on')::date, (e.checks->'where'->>'on')::date) END
   WHERE e.id = an_entry;
END $$;

-- Before a change: the service is locked, and what stands is kept if nothing was. NULL for a service that is new.
CREATE FUNCTION directory.begin_change(an_entry uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE latest integer;
BEGIN
  PERFORM FROM directory.entry e WHERE e.id = an_entry FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT directory.writes(an_entry) THEN PERFORM access.refuse('no_such_service'); END IF;
  SELECT max(v.number) INTO latest FROM directory.version v WHERE v.entry_id = an_entry;
  IF latest IS NULL THEN
    INSERT INTO directory.version (entry_id, number, agency_id, said)
    SELECT e.id, 0, e.agency_id, directory.snapshot(e.id) FROM directory.entry e WHERE e.id = an_entry;
    latest := 0;
  END IF;
  RETURN latest;
END $$;

-- After it, in the same transaction: the new version, and what was said with it. Without a changed part nothing is kept.
CREATE FUNCTION directory.end_change(an_entry uuid, the_parts text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  IF NOT directory.writes(an_entry) THEN PERFORM access.refuse('no_such_service'); END IF;
  PERFORM directory.mark_checked(an_entry, me.agency_id, the_parts);
  IF the_parts = '{}' THEN RETURN NULL; END IF;
  RETURN directory.write_version(an_entry, me.id, NULL);
END $$;

CREATE FUNCTION directory.say_checked(an_entry uuid, the_parts text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  IF NOT directory.writes(an_entry) THEN PERFORM access.refuse('no_such_service'); END IF;
  PERFORM directory.mark_checked(an_entry, me.agency_id, the_parts);
END $$;

-- --- Places in doubt -----------------------------------------------------------------------------------------------

-- By team and service, beside the directory: a peer's next card brings its services anew, and the doubt stays.
CREATE TABLE directory.doubt (
  team_id uuid NOT NULL, service text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (team_id, service)
);

CREATE FUNCTION directory.entry_doubted() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT d.at INTO NEW.doubted_at FROM directory.doubt d WHERE d.team_id = NEW.team_id AND d.service = NEW.service;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_doubted BEFORE INSERT ON directory.entry FOR EACH ROW EXECUTE FUNCTION directory.entry_doubted();

-- What is in doubt is not laid out as free, whoever lays it out.
CREATE FUNCTION directory.spot_doubted() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM directory.entry e WHERE e.id = NEW.entry_id AND e.doubted_at IS NOT NULL) THEN
    NEW.freed_at := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER spot_doubted BEFORE INSERT ON directory.spot FOR EACH ROW
  WHEN (NEW.freed_at IS NOT NULL) EXECUTE FUNCTION directory.spot_doubted();
CREATE TRIGGER entry_doubt_changed AFTER UPDATE OF doubted_at ON directory.entry FOR EACH ROW
  WHEN (NEW.places_free > 0 AND OLD.doubted_at IS DISTINCT FROM NEW.doubted_at)
  EXECUTE FUNCTION directory.entry_changed();

-- A referral to this service was declined for want of a place, or was accepted. An acceptance ends a doubt only where
-- the service says nothing of places here: of a peer's, whose word does not come.
CREATE FUNCTION directory.note_answer(a_team uuid, a_service text, is_full boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Only whose own referral it was, or the node that answered it: nobody puts a stranger's service in doubt.
  IF NOT EXISTS (
    SELECT FROM referrals.referral r WHERE r.team_id = a_team AND r.service = a_service
       AND (r.agency_id = access.current_agency() OR r.peer = access.current_peer())
  ) THEN PERFORM access.refuse('no_such_service'); END IF;
  IF is_full THEN
    INSERT INTO directory.doubt AS d (team_id, service, at) VALUES (a_team, a_service, access.domain_now())
    ON CONFLICT (team_id, service) DO UPDATE SET at = excluded.at;
    UPDATE directory.entry e SET doubted_at = access.domain_now() WHERE e.team_id = a_team AND e.service = a_service;
  ELSE
    UPDATE directory.entry e SET doubted_at = NULL
     WHERE e.team_id = a_team AND e.service = a_service AND e.doubted_at IS NOT NULL AND e.places_free IS NULL;
    IF FOUND THEN DELETE FROM directory.doubt d WHERE d.team_id = a_team AND d.service = a_service; END IF;
  END IF;
END $$;

-- As before; what is said anew is in doubt no more.
CREATE OR REPLACE FUNCTION directory.say_capacity(an_entry uuid, free integer) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := access.current_member(); said timestamptz := access.domain_now();
BEGIN
  UPDATE directory.entry e SET places_free = free, places_as_of = CASE WHEN free IS NULL THEN NULL ELSE said END,
         doubted_at = CASE WHEN free IS NULL THEN e.doubted_at END
   WHERE e.id = an_entry AND e.agency_id = access.current_agency()
     AND EXISTS (SELECT FROM agencies.seat s WHERE s.team_id = e.team_id AND s.member_id = me);
  IF NOT FOUND THEN PERFORM access.refuse('not_your_service'); END IF;
  IF free IS NOT NULL THEN
    DELETE FROM directory.doubt d USING directory.entry e
     WHERE e.id = an_entry AND d.team_id = e.team_id AND d.service = e.service;
  END IF;
  RETURN said;
END $$;

-- --- This is wrong -------------------------------------------------------------------------------------------------

CREATE TABLE directory.wrong (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL,
  agency_id uuid NOT NULL REFERENCES agencies.agency (id) ON DELETE CASCADE,
  team_id uuid NOT NULL,
  service text NOT NULL,
  is_here boolean NOT NULL,
  part text NOT NULL CHECK (part IN ('takes', 'reached', 'where', 'places')),
  words text NOT NULL CHECK (length(words) <= 300),
  said_by uuid NOT NULL REFERENCES agencies.member (id),
  said_in uuid NOT NULL REFERENCES agencies.agency (id) ON DELETE CASCADE,
  said_at timestamptz NOT NULL,
  answer text NOT NULL DEFAULT '' CHECK (answer IN ('', 'put_right', 'stays', 'told')),
  answered_by uuid REFERENCES agencies.member (id),
  answered_at timestamptz,
  CONSTRAINT a_wrong_answered_has_who_and_when CHECK (
    (answer = '') = (answered_by IS NULL) AND (answer = '') = (answered_at IS NULL))
);
CREATE INDEX wrong_that_waits ON directory.wrong (agency_id) WHERE answer = '';
CREATE INDEX wrong_of_a_service ON directory.wrong (entry_id, said_at DESC);
CREATE INDEX wrong_said_by ON directory.wrong (said_by, said_at DESC);
ALTER TABLE directory.wrong ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.wrong FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_keeps ON directory.wrong FOR ALL TO safeconduct_owner USING (true) WITH CHECK (true);
CREATE POLICY said_or_answered_by ON directory.wrong FOR SELECT TO safeconduct_app USING (
  said_by = access.current_member() OR (is_here AND agency_id = access.current_agency())
  OR (NOT is_here AND access.keeps_node()));
GRANT SELECT ON directory.wrong TO safeconduct_app;

CREATE FUNCTION directory.say_wrong(an_id uuid, an_entry uuid, a_part text, some_words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member();
  IF me.id IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  INSERT INTO directory.wrong (id, entry_id, agency_id, team_id, service, is_here, part, words, said_by, said_in, said_at)
  SELECT an_id, e.id, e.agency_id, e.team_id, e.service, a.node = access.this_node(), a_part, some_words, me.id,
         me.agency_id, access.domain_now()
    FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id WHERE e.id = an_entry;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
END $$;

CREATE FUNCTION directory.answer_wrong(an_id uuid, an_answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  UPDATE directory.wrong w SET answer = an_answer, answered_by = me.id, answered_at = access.domain_now()
   WHERE w.id = an_id AND w.answer = ''
     AND CASE WHEN w.is_here THEN w.agency_id = me.agency_id ELSE access.keeps_node() END;
  IF NOT FOUND THEN PERFORM access.refuse('nothing_waits'); END IF;
END $$;

-- What waits for an administrator on Today and in the mail of the day: numbers. Parts that are stale or were never
-- checked, and what others say is wrong. Days come from the node's settings.
CREATE FUNCTION directory.waiting_for(a_member uuid, today date, takes_days integer, reached_days integer, where_days integer)
RETURNS TABLE (stale bigint, wrong bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT count(*) FROM directory.entry e, LATERAL (VALUES
            ('takes', takes_days), ('reached', reached_days), ('where', where_days)) AS p (part, days)
           WHERE e.agency_id = m.agency_id
             AND COALESCE((e.checks->p.part->>'on')::date < today - p.days, true)),
         (SELECT count(*) FROM directory.wrong w WHERE w.answer = ''
             AND CASE WHEN w.is_here THEN w.agency_id = m.agency_id ELSE m.keeps_node END)
    FROM agencies.member m
   WHERE m.id = a_member AND (a_member = access.current_member() OR access.is_worker())
     AND m.profession = 'administrator' AND m.suspended_at IS NULL
$$;

REVOKE ALL ON FUNCTION
  directory.is_hotline(text, text), directory.writes(uuid), directory.snapshot(uuid),
  directory.write_version(uuid, uuid, uuid), directory.mark_checked(uuid, uuid, text[]),
  directory.begin_change(uuid), directory.end_change(uuid, text[]), directory.say_checked(uuid, text[]),
  directory.entry_doubted(), directory.spot_doubted(), directory.note_answer(uuid, text, boolean), directory.say_wrong(uuid, uuid, text, text),
  directory.answer_wrong(uuid, text), directory.waiting_for(uuid, date, integer, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  directory.begin_change(uuid), directory.end_change(uuid, text[]), directory.say_checked(uuid, text[]),
  directory.note_answer(uuid, text, boolean), directory.say_wrong(uuid, uuid, text, text),
  directory.answer_wrong(uuid, text), directory.waiting_for(uuid, date, integer, integer, integer) TO safeconduct_app;
GRANT USAGE ON SCHEMA directory TO safeconduct_inbox, safeconduct_worker;
GRANT EXECUTE ON FUNCTION directory.note_answer(uuid, text, boolean) TO safeconduct_inbox;
GRANT EXECUTE ON FUNCTION directory.waiting_for(uuid, date, integer, integer, integer) TO safeconduct_worker;
