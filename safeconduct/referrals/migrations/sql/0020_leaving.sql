-- What stands with a colleague beside cases and referrals, in numbers, for who administers the own agency.
CREATE FUNCTION referrals.stands_with(a_member uuid) RETURNS TABLE (
  places bigint, offers bigint, asks bigint, enquiries bigint, questions bigint, complaints bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE this_moment timestamptz := access.domain_now();
BEGIN
  PERFORM referrals.open_work(a_member);  -- refuses who is not of the administrator's agency
  RETURN QUERY SELECT
    (SELECT count(DISTINCT g.case_id) FROM access.grants g
      WHERE g.holder_member = a_member AND g.basis = 'place' AND g.ended_at IS NULL
        AND (g.valid_until IS NULL OR g.valid_until > this_moment)),
    (SELECT count(*) FROM access.lead_offer o
      WHERE a_member IN (o.from_member, o.to_member) AND o.ended_at IS NULL AND o.until > this_moment),
    (SELECT count(*) FROM cases.ask k WHERE k.asked_by = a_member AND k.answer IS NULL AND k.until >= this_moment::date),
    (SELECT count(*) FROM referrals.enquiry y
      WHERE y.asked_by = a_member AND y.side = 'sender' AND y.answer = '' AND y.withdrawn_at IS NULL AND y.until > this_moment),
    (SELECT count(*) FROM referrals.authority_ask k
      WHERE k.asked_by = a_member AND k.answer <> 'no' AND k.ended_at IS NULL AND k.until > this_moment),
    (SELECT count(*) FROM cases.complaint c WHERE c.heard_by = a_member AND c.answer IS NULL);
END $$;

-- As before, and with all of that.
CREATE OR REPLACE FUNCTION referrals.open_items(a_member uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT o.led + o.named + o.referrals FROM referrals.open_work(a_member) o)
       + (SELECT s.places + s.offers + s.asks + s.enquiries + s.questions + s.complaints FROM referrals.stands_with(a_member) s);
END $$;

-- The end of a handover: offers of a lead are over, with the places that came with them; what was asked inside the agency
-- is asked by whoever leads now, and by nobody where nobody leads; an enquiry is a colleague's; what an authority asked for
-- is given back, since the consent was to somebody who is not there any more. A complaint stays with whom the person chose.
CREATE FUNCTION referrals.settle(a_from uuid, the_to uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE this_moment timestamptz := access.domain_now(); n integer := cardinality(the_to);
BEGIN
  PERFORM access.close_offer(o.case_id, 'lead_changed')
     FROM access.lead_offer o WHERE a_from IN (o.from_member, o.to_member) AND o.ended_at IS NULL;
  UPDATE cases.ask k SET asked_by = g.holder_member FROM access.grants g
   WHERE k.asked_by = a_from AND k.answer IS NULL AND g.case_id = k.case_id AND g.basis = 'lead' AND g.ended_at IS NULL
     AND g.holder_member <> a_from;
  UPDATE cases.ask k SET until = this_moment::date - 1 WHERE k.asked_by = a_from AND k.answer IS NULL AND k.until >= this_moment::date;
  UPDATE referrals.enquiry y SET asked_by = the_to[1 + (hashtext(y.id::text)::bigint & 2147483647) % n]
   WHERE y.asked_by = a_from;
  UPDATE referrals.authority_ask k SET ended_at = this_moment, ended_why = 'given_back'
   WHERE k.asked_by = a_from AND k.ended_at IS NULL AND k.answer <> 'no';
END $$;

-- As before, and the rest is settled with the last part.
CREATE OR REPLACE FUNCTION referrals.hand_over_part(a_from uuid, the_to uuid[], most integer)
RETURNS TABLE (led bigint, named bigint, referrals bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE f agencies.member := agencies.colleague(a_from); me agencies.member := agencies.administrator();
  n integer := cardinality(the_to); turn integer := 0; one record; t uuid; i integer; total bigint;
BEGIN
  IF n IS NULL OR n = 0 OR EXISTS (SELECT FROM unnest(the_to) o WHERE o IS NULL OR o = f.id OR o NOT IN (
       SELECT m.id FROM agencies.member m WHERE m.agency_id = f.agency_id AND m.suspended_at IS NULL)) THEN
    PERFORM access.refuse('not_a_member_here');
  END IF;
  SELECT w.led + w.named + w.referrals INTO total FROM referrals.open_work(f.id) w;
  INSERT INTO agencies.handover AS h (member_id, to_members, total, by_member, begun_at)
  VALUES (f.id, the_to, total, me.id, access.domain_now())
  ON CONFLICT (member_id) DO UPDATE SET to_members = excluded.to_members, by_member = excluded.by_member,
    total = GREATEST(h.total, excluded.total);
  FOR one IN
    SELECT DISTINCT g.case_id, k.kind FROM access.grants g JOIN access."case" k ON k.id = g.case_id
     WHERE g.holder_member = f.id AND g.ended_at IS NULL AND g.basis <> 'break_glass'
       AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
     ORDER BY g.case_id LIMIT most
  LOOP
    t := NULL;
    FOR i IN 0 .. n - 1 LOOP
      IF access.could_take(one.case_id, f.id, the_to[1 + (turn + i) % n]) THEN t := the_to[1 + (turn + i) % n]; EXIT; END IF;
    END LOOP;
    IF t IS NULL THEN
      PERFORM access.refuse(CASE one.kind WHEN 'own' THEN 'profession_opens_no_case' ELSE 'profession_opens_nothing_here' END);
    END IF;
    PERFORM access.hand_over_case(one.case_id, f.id, t);
    UPDATE referrals.referral r SET worker_id = t WHERE r.worker_id = f.id AND r.case_id = one.case_id;
    turn := turn + 1;
  END LOOP;
  IF turn < most THEN  -- no case is left: now what is closed, referrals that have no case of theirs, and the rest
    PERFORM access.hand_over_rest(f.id, the_to);
    UPDATE referrals.referral r SET worker_id = the_to[1 + (hashtext(COALESCE(r.case_id, r.id)::text)::bigint & 2147483647) % n]
     WHERE r.worker_id = f.id;
    PERFORM referrals.settle(f.id, the_to);
    DELETE FROM agencies.handover h WHERE h.member_id = f.id;
  END IF;
  RETURN QUERY SELECT * FROM referrals.open_work(f.id);
END $$;

-- For whoever supervises: the own agency's files that somebody leads whose place is closed, so that nobody acts there.
CREATE FUNCTION referrals.left_behind() RETURNS TABLE (case_id uuid, name text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT k.id, m.name, m.suspended_at
    FROM agencies.member me JOIN agencies.member m ON m.agency_id = me.agency_id AND m.suspended_at IS NOT NULL
    JOIN access.grants g ON g.holder_member = m.id AND g.basis = 'lead' AND g.ended_at IS NULL
    JOIN access."case" k ON k.id = g.case_id AND k.kind = 'own' AND k.agency_id = me.agency_id
   WHERE me.id = access.current_member() AND me.supervises AND me.profession <> 'administrator'
   ORDER BY m.suspended_at, k.id LIMIT 50
$$;

REVOKE ALL ON FUNCTION referrals.stands_with(uuid), referrals.settle(uuid, uuid[]), referrals.left_behind() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.stands_with(uuid), referrals.left_behind() TO safeconduct_app;
