-- Whoever removes a team asks for everything that names it, ended grants too. The index of what stands must not have those:
-- each page reads it.
CREATE INDEX grants_to_a_team ON access.grants (holder_team) WHERE holder_team IS NOT NULL;

-- What a case ended with stays; what stands is asked of at each Today and by the worker, and is few.
CREATE INDEX endings_that_stand ON access.ending (case_id) WHERE erased_at IS NULL;

-- As before in what it does. A case that was told of is not looked at again for it: each of them cost a call every ten
-- minutes, for as long as the node stands.
CREATE OR REPLACE FUNCTION access.look_at_terms() RETURNS TABLE (case_id uuid, is_end boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE e access.ending; days integer := access.days_kept('closed');
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('not_the_worker'); END IF;
  DELETE FROM access.ending o WHERE o.erased_at IS NULL AND access.over_since(o.case_id) IS NULL;
  IF days IS NULL THEN RETURN; END IF;
  RETURN QUERY
    INSERT INTO access.ending AS n (case_id, told_at)
    SELECT o.case_id, access.domain_now() FROM (
      SELECT r.case_id FROM referrals.referral r WHERE r.side = 'sender' AND r.case_id IS NOT NULL
         AND NOT EXISTS (SELECT FROM access.ending t WHERE t.case_id = r.case_id)
       GROUP BY r.case_id HAVING bool_and(r.state = 'closed')
          AND max(r.since) <= access.domain_now() - make_interval(days => days - 30)) o
     WHERE access.over_since(o.case_id) <= access.domain_now() - make_interval(days => days - 30)
    ON CONFLICT DO NOTHING RETURNING n.case_id, false;
  FOR e IN SELECT * FROM access.ending o WHERE o.erased_at IS NULL AND access.ends_at(o) <= access.domain_now() ORDER BY o.case_id
  LOOP
    PERFORM FROM access."case" c WHERE c.id = e.case_id FOR UPDATE;
    CONTINUE WHEN access.ends_at(e) IS NULL OR access.ends_at(e) > access.domain_now();  -- somebody was faster
    CONTINUE WHEN EXISTS (SELECT FROM access.hold h WHERE h.case_id = e.case_id AND h.until > access.domain_now());
    UPDATE keys.section_key k SET due = access.domain_now() WHERE k.case_id = e.case_id;
    UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'term_ended'
     WHERE g.case_id = e.case_id AND g.ended_at IS NULL;
    UPDATE access.ending o SET erased_at = access.domain_now() WHERE o.case_id = e.case_id;
    case_id := e.case_id; is_end := true;
    RETURN NEXT;
  END LOOP;
  -- What was received goes by terms of its own, mostly a month after its closing. Should a key have none, this is it.
  UPDATE keys.section_key k SET due = access.domain_now()
    FROM access."case" c JOIN referrals.referral r ON r.case_id = c.id AND r.side = 'receiver'
   WHERE k.case_id = c.id AND c.kind = 'received' AND k.due IS NULL AND r.state = 'closed'
     AND r.since <= access.domain_now() - make_interval(days => days);
END $$;

-- Papers that are over are asked for as well, by the file that they are about. Those that stand, by their agency.
CREATE INDEX papers_of_a_case ON access.paper (case_id, made_at);
CREATE INDEX papers_that_stand ON access.paper (agency_id) WHERE ended_at IS NULL;

-- As before in what it gives. Each Today asks it: it went through all papers of the agency, those of three months that are
-- over too, and asked of each whether the member leads that file. What the member leads is looked up now. Whoever
-- supervises is answered by the first paper that stands, and only when codes are tried at all.
CREATE OR REPLACE FUNCTION access.paper_alarm() RETURNS TABLE (guesses bigint, tried uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH me AS MATERIALIZED (
    SELECT m.id, m.agency_id, m.supervises FROM agencies.member m
     WHERE m.id = access.current_member() AND m.profession <> 'administrator'
  ), led AS MATERIALIZED (
    SELECT p.* FROM me JOIN access.paper p ON p.agency_id = me.agency_id
     WHERE p.case_id = ANY (ARRAY(SELECT g.case_id FROM access.grants g
                                   WHERE g.holder_member = (SELECT m.id FROM me m) AND g.basis = 'lead'
                                     AND g.ended_at IS NULL))
  )
  SELECT CASE WHEN n.n >= 10 AND (
                EXISTS (SELECT FROM led p WHERE access.paper_stands(p))
                OR EXISTS (SELECT FROM me JOIN access.paper p ON p.agency_id = me.agency_id AND p.ended_at IS NULL
                            WHERE me.supervises AND access.paper_stands(p)))
              THEN n.n ELSE 0 END,
         ARRAY(SELECT DISTINCT p.case_id FROM led p WHERE p.tried_at > now() - interval '7 days')
    FROM (SELECT count(*) AS n FROM access.guess g WHERE g.at > now() - interval '1 day') n
$$;

-- As before in what it gives. Each Today asks it: it went through all emergency readings that the agency ever had.
CREATE INDEX glass_by_its_end ON access.break_glass_use (until);
CREATE INDEX glass_to_review ON access.break_glass_use (id) WHERE reviewed_at IS NULL;
CREATE INDEX glass_by_time ON access.break_glass_use (at);
CREATE OR REPLACE FUNCTION access.glass_for_me() RETURNS TABLE (
  what text, id uuid, case_id uuid, reader text, profession text, sections text[], reason text, at timestamptz,
  ends_at timestamptz, due_at timestamptz, words bytea, wrapped bytea, verdict_words bytea
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  RETURN QUERY
    SELECT f.what, f.id, f.case_id, f.name, f.profession, f.sections, f.reason, f.at,
           (SELECT max(g.valid_until) FROM access.grants g
             WHERE g.case_id = f.case_id AND g.holder_member = f.member_id AND g.basis = 'break_glass' AND g.ended_at IS NULL
               AND g.valid_from = f.at AND g.valid_until > access.domain_now()
               AND (f.what <> 'mine' OR access.is_sitting(g.sign_in))),
           f.at + interval '72 hours', f.words, f.wrapped, f.verdict_words
      FROM (SELECT CASE WHEN b.member_id = me.id THEN 'mine' WHEN b.reviewed_at IS NULL THEN 'review' ELSE 'note' END AS what,
                   m.name, m.profession, b.*
              FROM access.break_glass_use b JOIN agencies.member m ON m.id = b.member_id
             WHERE m.agency_id = me.agency_id
               AND b.id = ANY (ARRAY(
                     SELECT u.id FROM access.break_glass_use u WHERE u.reviewed_at IS NULL
                      UNION SELECT u.id FROM access.break_glass_use u WHERE u.verdict = 'not_justified' AND u.noted_at IS NULL
                      UNION SELECT u.id FROM access.break_glass_use u WHERE u.until > access.domain_now()))
               AND CASE WHEN b.member_id = me.id THEN true
                        WHEN b.reviewed_at IS NULL THEN access.may_review_glass(b)
                        ELSE b.verdict = 'not_justified' AND b.noted_at IS NULL
                             AND me.supervises AND me.profession <> 'administrator' END) f
     ORDER BY f.at LIMIT 50;
END $$;

CREATE INDEX lead_offers_of_a_member ON access.lead_offer (from_member) WHERE ended_at IS NULL;

-- As before in what it gives; since when a case is over was asked twice.
CREATE OR REPLACE FUNCTION access.ends_at(e access.ending) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE ended timestamptz := access.over_since(e.case_id); days integer;
BEGIN
  IF ended IS NULL THEN RETURN NULL; END IF;
  days := access.days_kept('closed');
  IF days IS NULL THEN RETURN NULL; END IF;
  RETURN GREATEST(ended + make_interval(days => days), e.told_at + interval '30 days', e.kept_until);
END $$;

-- As before in what they do; what time it is they ask once, and no more for each row.
CREATE OR REPLACE FUNCTION access.forget_papers() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n bigint;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  DELETE FROM access.guess g WHERE g.at <= now() - interval '2 days';
  GET DIAGNOSTICS n = ROW_COUNT;
  DELETE FROM access.paper p WHERE least(p.ended_at, p.until) <= (SELECT access.domain_now()) - interval '90 days';
  RETURN n;
END $$;

CREATE OR REPLACE FUNCTION access.forget_glass_words() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  UPDATE access.break_glass_use b SET words = NULL, wrapped = NULL, verdict_words = NULL
   WHERE b.wrapped IS NOT NULL
     AND (b.reviewed_at <= (SELECT access.domain_now()) - interval '366 days'
          OR NOT EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = b.case_id));
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

CREATE OR REPLACE FUNCTION access.glass_numbers() RETURNS TABLE (
  used bigint, waiting bigint, late bigint, reviewed_in_time bigint, not_justified bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE b.reviewed_at IS NULL),
         count(*) FILTER (WHERE b.reviewed_at IS NULL AND b.at + interval '72 hours' <= (SELECT access.domain_now())),
         count(*) FILTER (WHERE b.reviewed_at <= b.at + interval '72 hours'),
         count(*) FILTER (WHERE b.verdict = 'not_justified')
    FROM access.break_glass_use b WHERE b.at > (SELECT access.domain_now()) - interval '12 months' OR b.reviewed_at IS NULL
$$;

-- Anybody asks it, signed in or not. The month was written into the condition, and asked for each row.
CREATE OR REPLACE FUNCTION access.glass_published() RETURNS TABLE (
  since date, until date, used bigint, reviewed_in_time bigint, not_justified bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH m AS MATERIALIZED (SELECT date_trunc('month', access.domain_now()) AS start)
  SELECT (m.start - interval '12 months')::date, (m.start - interval '1 day')::date, count(b.id),
         count(b.id) FILTER (WHERE b.reviewed_at <= b.at + interval '72 hours'),
         count(b.id) FILTER (WHERE b.verdict = 'not_justified')
    FROM m LEFT JOIN access.break_glass_use b ON b.at >= m.start - interval '12 months' AND b.at < m.start
   GROUP BY m.start
$$;
