-- A legal hold: what was received may not be erased while a claim or its limitation date is open. Nobody reads
-- by a hold; it only keeps the keys until its end. "We may need it" is no ground.

CREATE TABLE access.hold (
  case_id uuid PRIMARY KEY REFERENCES access."case" (id),
  ground text NOT NULL CHECK (ground IN ('pending_claim', 'limitation_date')),
  owner_id uuid NOT NULL REFERENCES agencies.member (id),
  placed_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  CONSTRAINT a_hold_ends_within_ten_years CHECK (until > placed_at AND until <= placed_at + interval '10 years')
);

CREATE FUNCTION access.held_by_law(a_case uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT h.ground FROM access.hold h JOIN access."case" c ON c.id = h.case_id
   WHERE h.case_id = a_case AND h.until > access.domain_now()
     AND (c.agency_id = access.current_agency() OR c.peer = access.current_peer() OR access.is_worker())
$$;

CREATE FUNCTION access.held_cases() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT h.case_id FROM access.hold h WHERE h.until > access.domain_now() AND access.is_worker()
$$;

CREATE FUNCTION access.place_hold(a_case uuid, a_ground text, an_end timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case";
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id AND kind = 'received' FOR UPDATE;
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

CREATE FUNCTION access.lift_hold(a_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  DELETE FROM access.hold h USING access."case" c
   WHERE h.case_id = a_case AND c.id = h.case_id AND c.agency_id = me.agency_id AND me.supervises;
  IF NOT FOUND THEN PERFORM access.refuse('not_yours_to_hold'); END IF;
END $$;
