-- What has been kept long enough goes, keys first. The node's term is the decision (setup.retention); without one nothing
-- goes. An own case is over when it has had a referral, every one of them is closed and nothing may leave any more; its
-- lead is told thirty days before, and keeps it on with a reason. What the worker is given are these functions: it
-- chooses no case, and may give no key of own content its end.

CREATE TABLE access.ending (
  case_id uuid PRIMARY KEY REFERENCES access."case" (id),
  told_at timestamptz NOT NULL,
  kept_until timestamptz,
  kept_why text CHECK (kept_why IN ('help_goes_on', 'pending_claim', 'limitation_date', 'statutory_duty', 'professional_rule')),
  kept_by uuid REFERENCES agencies.member (id),
  kept_at timestamptz,
  erased_at timestamptz,
  CONSTRAINT kept_with_reason_and_name CHECK ((kept_until IS NULL) = (kept_why IS NULL)
    AND (kept_until IS NULL) = (kept_by IS NULL) AND (kept_until IS NULL) = (kept_at IS NULL)),
  CONSTRAINT kept_a_year_at_a_time CHECK (kept_until IS NULL OR kept_until <= kept_at + interval '366 days')
);

CREATE FUNCTION access.days_kept(a_what text) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  -- The frame's schema stands above this one: its table is there by the time somebody asks.
  RETURN (SELECT r.days FROM setup.retention r WHERE r.what = a_what);
END $$;

-- Since when an own case is over: since the last of its referrals was closed, or something was written after that.
CREATE FUNCTION access.over_since(a_case uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE closed timestamptz;
BEGIN
  SELECT max(r.since) INTO closed FROM referrals.referral r WHERE r.case_id = a_case AND r.side = 'sender'
  HAVING bool_and(r.state = 'closed');
  IF closed IS NULL OR NOT EXISTS (SELECT FROM access."case" c WHERE c.id = a_case AND c.kind = 'own')
     OR EXISTS (SELECT FROM access.grants g WHERE g.case_id = a_case AND g.discloses AND g.ended_at IS NULL
                   AND g.valid_until > access.domain_now()) THEN
    RETURN NULL;
  END IF;
  RETURN GREATEST(closed, (SELECT max(v.saved_at) FROM cases.section_version v WHERE v.case_id = a_case));
END $$;

-- When a case that was told of ends; NULL when it is not over any more. Nobody has less than thirty days.
CREATE FUNCTION access.ends_at(e access.ending) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  IF access.over_since(e.case_id) IS NULL OR access.days_kept('closed') IS NULL THEN RETURN NULL; END IF;
  RETURN GREATEST(access.over_since(e.case_id) + make_interval(days => access.days_kept('closed')),
                  e.told_at + interval '30 days', e.kept_until);
END $$;

-- The worker tells of what ends within thirty days, forgets what is not over any more, and ends what is due: the number
-- told of, and the cases whose end has come. Their keys are due from then on, and go as all keys that are due do, so a
-- legal hold keeps them.
CREATE FUNCTION access.look_at_terms() RETURNS TABLE (case_id uuid, is_end boolean)
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

-- What ends soon, for its lead; and for who supervises, where nobody leads it any more.
CREATE FUNCTION access.endings() RETURNS TABLE (case_id uuid, ends_at timestamptz, is_mine boolean, latest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  RETURN QUERY SELECT f.id, f.ends, f.mine, access.latest_end(f.id) FROM (
    SELECT e.case_id AS id, access.ends_at(e) AS ends, access.is_lead(e.case_id, me.id) AS mine
      FROM access.ending e JOIN access."case" c ON c.id = e.case_id AND c.agency_id = me.agency_id
     WHERE e.erased_at IS NULL AND (access.is_lead(e.case_id, me.id) OR (me.supervises AND access.led_by_nobody(e.case_id)))) f
   WHERE f.ends <= access.domain_now() + interval '30 days' ORDER BY f.ends, f.id LIMIT 50;
END $$;

-- A year at a time, and no longer than ten years after the case was over.
CREATE FUNCTION access.latest_end(a_case uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT LEAST(access.domain_now() + interval '366 days', access.over_since(a_case) + interval '10 years')
$$;

CREATE FUNCTION access.led_by_nobody(a_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member
    WHERE g.case_id = a_case AND g.basis = 'lead' AND g.ended_at IS NULL AND m.suspended_at IS NULL)
$$;

-- Kept on with a reason.
CREATE FUNCTION access.keep_on(a_case uuid, a_why text, an_end timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); e access.ending;
BEGIN
  PERFORM FROM access."case" c WHERE c.id = a_case AND c.agency_id = me.agency_id FOR UPDATE;
  SELECT * INTO e FROM access.ending o WHERE o.case_id = a_case AND o.erased_at IS NULL FOR UPDATE;
  IF e.case_id IS NULL OR NOT EXISTS (SELECT FROM access.endings() f WHERE f.case_id = a_case) THEN
    PERFORM access.refuse('not_yours_to_keep');
  END IF;
  IF a_why IS NULL OR a_why NOT IN ('help_goes_on', 'pending_claim', 'limitation_date', 'statutory_duty', 'professional_rule') THEN
    PERFORM access.refuse('not_a_ground');
  END IF;
  IF an_end IS NULL OR an_end <= access.ends_at(e) OR an_end > access.latest_end(a_case) THEN
    PERFORM access.refuse('not_so_long');
  END IF;
  UPDATE access.ending o SET kept_until = an_end, kept_why = a_why, kept_by = me.id, kept_at = access.domain_now()
   WHERE o.case_id = a_case;
END $$;

-- The record of who did what goes by its own term, and not while there is anything left to read of the case it is about:
-- the person may ask who has. How many; by the machine's clock.
CREATE FUNCTION access.forget_records() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('not_the_worker'); END IF;
  DELETE FROM audit.record;  -- the owner's row policy alone chooses them
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
