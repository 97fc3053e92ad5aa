CREATE FUNCTION rights.has_key(d rights.deadline) RETURNS boolean
LANGUAGE sql STABLE SET search_path = access, pg_temp AS $$
  SELECT EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = d.case_id AND k.section = d.section
                                                  AND k.generation = d.generation)
$$;

-- Deadlines of the own agency that nobody ended three days after their day, or on it where nobody leads the file any
-- more, for whoever supervises and does not lead the case: which file, whose it is, the day. At most fifty.
CREATE FUNCTION rights.deadlines_late(today date) RETURNS TABLE (case_id uuid, lead text, due date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  IF me.id IS NULL OR NOT me.supervises OR me.profession = 'administrator' THEN RETURN; END IF;
  RETURN QUERY
  SELECT d.case_id, COALESCE(l.name, ''), min(d.due)
    FROM rights.deadline d
    JOIN access."case" c ON c.id = d.case_id AND c.agency_id = me.agency_id AND c.kind = 'own'
    LEFT JOIN LATERAL (SELECT m.id, m.name FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member
                        WHERE g.case_id = d.case_id AND g.basis = 'lead' AND g.ended_at IS NULL
                          AND m.suspended_at IS NULL LIMIT 1) l ON true
   WHERE d.agency_id = me.agency_id AND d.state = 'open' AND d.due < today - CASE WHEN l.id IS NULL THEN 0 ELSE 3 END
     AND l.id IS DISTINCT FROM me.id AND rights.has_key(d)
   GROUP BY d.case_id, l.name ORDER BY min(d.due), d.case_id LIMIT 50;
END $$;

-- What the mail of the day says to one member: how many deadlines of theirs end by a day, and how many are over.
-- Of the member are those of the files that they lead, and those that are theirs while the plan is open to them.
CREATE FUNCTION rights.deadlines_waiting(a_member uuid, today date, ahead date) RETURNS TABLE (waiting bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE d.due < today)
    FROM rights.deadline d
   WHERE d.state = 'open' AND d.due <= ahead AND rights.has_key(d)
     AND EXISTS (SELECT FROM access.grants g
                  WHERE g.case_id = d.case_id AND g.section = d.section AND g.holder_member = a_member
                    AND g.ended_at IS NULL AND g.basis IN ('lead', 'place')
                    AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
                    AND (g.basis = 'lead' OR d.owner_id = a_member))
$$;

REVOKE ALL ON FUNCTION rights.has_key(rights.deadline), rights.deadlines_late(date),
  rights.deadlines_waiting(uuid, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights.deadlines_late(date) TO safeconduct_app;
GRANT EXECUTE ON FUNCTION rights.deadlines_waiting(uuid, date, date) TO safeconduct_worker;

-- Addresses of calendars. No serving role has any privilege on the table: rows are seen and changed by the functions
-- below only. Of an address its SHA-256 is kept; who brings it is looked up by that, so no time tells how near a guess is.
CREATE FUNCTION rights.make_feed(a_digest bytea) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); made uuid;
BEGIN
  PERFORM FROM agencies.member m WHERE m.id = me.id FOR UPDATE;
  UPDATE rights.feed f SET ended_at = now() WHERE f.member_id = me.id AND f.ended_at IS NULL;
  INSERT INTO rights.feed (id, member_id, digest, made_at, minute, asked)
  VALUES (gen_random_uuid(), me.id, a_digest, now(), '-infinity', 0) RETURNING id INTO made;
  RETURN made;
END $$;

CREATE FUNCTION rights.end_feed() RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = access, pg_temp AS $$
  UPDATE rights.feed f SET ended_at = now()
   WHERE f.member_id = access.current_member() AND f.ended_at IS NULL RETURNING f.id
$$;

CREATE FUNCTION rights.my_feed() RETURNS TABLE (made_at timestamptz, used_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT f.made_at, f.used_on FROM rights.feed f
   WHERE f.member_id = access.current_member() AND f.ended_at IS NULL
$$;

-- Whose calendar this is, for somebody who is nobody yet: open, limited, or ended, and then whether it is asked for the
-- first time of this day. Counted for all web processes together; by the machine's clock, whatever the demo's says.
CREATE FUNCTION rights.enter_feed(a_digest bytea) RETURNS TABLE (
  feed_id uuid, member_id uuid, state text, is_first boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE f rights.feed; this_minute timestamptz := date_trunc('minute', now());
BEGIN
  SELECT * INTO f FROM rights.feed o WHERE o.digest = a_digest FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  feed_id := f.id; member_id := f.member_id; is_first := false;
  state := CASE WHEN f.ended_at IS NOT NULL
                  OR NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = f.member_id AND m.suspended_at IS NULL)
                  THEN 'ended'
                WHEN f.minute = this_minute AND f.asked >= 30 THEN 'limited' ELSE 'open' END;
  IF state = 'ended' THEN
    is_first := f.refused_on IS DISTINCT FROM now()::date;
    UPDATE rights.feed o SET refused_on = now()::date WHERE o.id = f.id AND is_first;
  ELSIF state = 'open' THEN
    UPDATE rights.feed o
       SET minute = this_minute, asked = CASE WHEN f.minute = this_minute THEN f.asked + 1 ELSE 1 END,
           used_on = now()::date
     WHERE o.id = f.id;
  END IF;
  RETURN NEXT;
END $$;

-- An address that ended half a year ago is as unknown as any other.
CREATE FUNCTION rights.forget_feeds() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH gone AS (DELETE FROM rights.feed f WHERE f.ended_at < now() - interval '180 days' AND access.is_worker() RETURNING 1)
  SELECT count(*) FROM gone
$$;

REVOKE ALL ON FUNCTION rights.make_feed(bytea), rights.end_feed(), rights.my_feed(), rights.enter_feed(bytea),
  rights.forget_feeds() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights.make_feed(bytea), rights.end_feed(), rights.my_feed(), rights.enter_feed(bytea)
  TO safeconduct_app;
GRANT EXECUTE ON FUNCTION rights.forget_feeds() TO safeconduct_worker;
