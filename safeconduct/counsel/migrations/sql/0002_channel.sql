-- The person has taken back the consent of a referral (a_link NULL), or their yes to one link of it. Nothing goes either way
-- any more, and what came from the other lawyer is destroyed here: its keys, each made for one item, then the rows. While a
-- legal hold stands they go when it ends, and nobody reads them meanwhile. Ending is always allowed: to the own agency,
-- to the peer whose message is taken in, and to the clock.
CREATE FUNCTION counsel.take_back(a_referral uuid, a_link uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r referrals.referral; l counsel.link; held timestamptz; n integer := 0;
BEGIN
  SELECT * INTO r FROM referrals.referral q WHERE q.id = a_referral;
  IF r.id IS NULL OR NOT (r.agency_id IS NOT DISTINCT FROM access.current_agency()
                          OR r.peer IS NOT DISTINCT FROM access.current_peer() OR access.is_worker()) THEN
    PERFORM access.refuse('not_yours_to_take_back');
  END IF;
  FOR l IN SELECT * FROM counsel.link k WHERE k.referral_id = a_referral AND (a_link IS NULL OR k.id = a_link)
              AND k.agency_id = r.agency_id AND k.why <> 'withdrawn' ORDER BY k.id FOR UPDATE LOOP
    UPDATE counsel.link k SET ended_at = COALESCE(k.ended_at, access.domain_now()), why = 'withdrawn', ended_by = ''
     WHERE k.id = l.id;
    n := n + 1;
    SELECT max(h.until) INTO held FROM access.hold h
     WHERE h.until > access.domain_now()
       AND (h.case_id = l.case_id OR h.case_id IN (SELECT b.received_case FROM cases.beside b WHERE b.own_case = l.case_id));
    IF held IS NOT NULL THEN
      UPDATE keys.section_key y SET due = held FROM counsel.link_item i
       WHERE i.link_id = l.id AND NOT i.is_ours
         AND y.case_id = i.case_id AND y.section = i.section AND y.generation = i.generation AND y.intake;
    ELSE
      DELETE FROM keys.section_key y USING counsel.link_item i
       WHERE i.link_id = l.id AND NOT i.is_ours
         AND y.case_id = i.case_id AND y.section = i.section AND y.generation = i.generation AND y.intake;
      DELETE FROM counsel.link_item i WHERE i.link_id = l.id AND NOT i.is_ours;
    END IF;
  END LOOP;
  RETURN n;
END $$;

REVOKE ALL ON FUNCTION counsel.take_back(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION counsel.take_back(uuid, uuid) TO safeconduct_app, safeconduct_inbox, safeconduct_worker;
