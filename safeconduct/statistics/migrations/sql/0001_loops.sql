-- Facts of referrals, and tallies of them. A fact has a mark that only the owner can compute from a referral, no moment
-- and no case: nobody who reads facts finds a referral by them, and nobody who reads referrals finds a fact.

CREATE TABLE statistics.secret (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 32),
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 32)
);

CREATE TABLE statistics.loop (
  mark uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('sender', 'receiver')),
  other_agency_id uuid NOT NULL,
  service text NOT NULL,
  urgency text NOT NULL,
  quarter date NOT NULL CHECK (quarter = date_trunc('quarter', quarter)::date),
  parts text[] NOT NULL CHECK (cardinality(parts) > 0)
);

-- Rows of one key are added up: a change puts rows beside what stands, and waits for nobody. The worker adds them up.
CREATE TABLE statistics.tally (
  agency_id uuid NOT NULL,
  side text NOT NULL,
  quarter date NOT NULL,
  dim text NOT NULL,
  value text NOT NULL,
  part text NOT NULL,
  number integer NOT NULL CHECK (number <> 0)
);
CREATE INDEX tallies_by_figure ON statistics.tally (agency_id, side, quarter, dim, part);

-- Two rounds of SHA-256 under two secrets, as HMAC does; of 32 bytes the half is a mark.
CREATE FUNCTION statistics.mark(a_kind text, an_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(substring(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(a_kind || '/' || an_id, 'UTF8')))
                          FROM 1 FOR 16), 'hex')::uuid
    FROM statistics.secret s
$$;

-- Whoever turns a referral of an agency may say how it stands: a member there, the inbox for a message, the clock.
CREATE FUNCTION statistics.may_note(an_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE(access.current_agency() = an_agency, false) OR access.current_peer() IS NOT NULL OR access.is_worker()
$$;

-- What a fact adds to the tallies: each part in all, by service, by partner and by urgency.
CREATE FUNCTION statistics.added(f statistics.loop)
RETURNS TABLE (agency_id uuid, side text, quarter date, dim text, value text, part text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT f.agency_id, f.side, f.quarter, d.dim, d.value, p.part
    FROM unnest(f.parts) AS p(part)
   CROSS JOIN (VALUES ('all', ''), ('service', f.service), ('partner', f.other_agency_id::text), ('urgency', f.urgency))
           AS d(dim, value)
   WHERE f.mark IS NOT NULL
$$;

-- One side's fact of a referral takes the place of the one before; without a part there is none any more.
CREATE FUNCTION statistics.note_loop(
  a_referral uuid, a_side text, an_agency uuid, the_other uuid, a_service text, an_urgency text, a_day date, the_parts text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was statistics.loop;
  made statistics.loop;
BEGIN
  IF NOT statistics.may_note(an_agency) THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  IF EXISTS (SELECT FROM unnest(the_parts || a_service || an_urgency) u
              WHERE u IS NULL OR u !~ '^[a-z0-9_]{0,60}(:[a-z0-9_]{1,60})?$') THEN
    PERFORM access.refuse('not_a_part');
  END IF;
  SELECT * INTO was FROM statistics.loop l WHERE l.mark = statistics.mark(a_side, a_referral) FOR UPDATE;
  IF cardinality(the_parts) > 0 THEN
    made := ROW(statistics.mark(a_side, a_referral), an_agency, a_side, the_other, a_service, an_urgency,
                date_trunc('quarter', a_day)::date, the_parts);
    IF was IS NOT DISTINCT FROM made THEN RETURN; END IF;
    INSERT INTO statistics.loop SELECT made.*
        ON CONFLICT (mark) DO UPDATE SET agency_id = made.agency_id, other_agency_id = made.other_agency_id,
           service = made.service, urgency = made.urgency, quarter = made.quarter, parts = made.parts;
  ELSE
    DELETE FROM statistics.loop l WHERE l.mark = was.mark;
  END IF;
  INSERT INTO statistics.tally
  SELECT n.*, 1 FROM (SELECT * FROM statistics.added(made) EXCEPT SELECT * FROM statistics.added(was)) n
   UNION ALL
  SELECT o.*, -1 FROM (SELECT * FROM statistics.added(was) EXCEPT SELECT * FROM statistics.added(made)) o;
END $$;

-- Which of these are not counted yet, for the worker that counts what was there before.
CREATE FUNCTION statistics.uncounted_loops(the_referrals uuid[], the_sides text[])
RETURNS TABLE (referral uuid, side text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT u.referral, u.side FROM unnest(the_referrals, the_sides) AS u(referral, side)
   WHERE access.is_worker()
     AND NOT EXISTS (SELECT FROM statistics.loop l WHERE l.mark = statistics.mark(u.side, u.referral))
$$;

-- Rows of one key become one; what is put beside them meanwhile stays. How many rows are fewer.
CREATE FUNCTION statistics.add_up() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE gone integer; made integer;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker'); END IF;
  WITH several AS (
    SELECT agency_id, side, quarter, dim, value, part FROM statistics.tally
     GROUP BY agency_id, side, quarter, dim, value, part HAVING count(*) > 1
  ), taken AS (
    DELETE FROM statistics.tally t USING several s
     WHERE (t.agency_id, t.side, t.quarter, t.dim, t.value, t.part)
         = (s.agency_id, s.side, s.quarter, s.dim, s.value, s.part)
    RETURNING t.*
  ), summed AS (
    INSERT INTO statistics.tally
    SELECT agency_id, side, quarter, dim, value, part, sum(number) FROM taken
     GROUP BY agency_id, side, quarter, dim, value, part HAVING sum(number) <> 0
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM summed) INTO gone, made;
  RETURN gone - made;
END $$;

-- Whose figures the reader sees: of the agencies that named this coordinator. The token is the web process's, which
-- reads figures by a role of its own; anybody else's token is nobody here.
CREATE FUNCTION statistics.my_agencies() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  piece text[] := string_to_array(NULLIF(current_setting('safeconduct.context', true), ''), '|');
  k access.context_key%ROWTYPE;
BEGIN
  IF session_user <> 'safeconduct_statistics' OR array_length(piece, 1) IS DISTINCT FROM 3 THEN RETURN; END IF;
  IF piece[2] !~ '^[0-9]{9,12}$' OR to_timestamp(piece[2]::bigint) <= now() THEN RETURN; END IF;
  SELECT * INTO k FROM access.context_key c WHERE c.process = 'web';
  IF NOT FOUND OR encode(sha256(k.outer_pad || sha256(k.inner_pad
       || convert_to(piece[1] || '|' || piece[2], 'UTF8'))), 'hex') <> piece[3] THEN RETURN; END IF;
  RETURN QUERY SELECT c.agency_id FROM agencies.coordination c JOIN agencies.member m ON m.id = c.coordinator_id
    WHERE m.id = split_part(piece[1], '/', 1)::uuid AND m.profession = 'coordinator' AND m.suspended_at IS NULL;
END $$;

INSERT INTO statistics.secret (outer_pad, inner_pad)
SELECT sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')), sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8'))
  FROM generate_series(1, 4);

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA statistics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.note_loop(uuid, text, uuid, uuid, text, text, date, text[])
   TO safeconduct_app, safeconduct_inbox, safeconduct_worker;
GRANT EXECUTE ON FUNCTION statistics.uncounted_loops(uuid[], text[]), statistics.add_up() TO safeconduct_worker;
GRANT EXECUTE ON FUNCTION statistics.my_agencies() TO safeconduct_statistics;
DO $$ BEGIN
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO safeconduct_statistics', current_database());
END $$;
