-- As before, and what waits sealed for an acceptance goes with it: else it would open over there after the person has
-- said stop. The envelopes say so to whoever works on them.
CREATE OR REPLACE FUNCTION access.stop_by_paper(a_consent uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'by_person'
   WHERE g.case_id IN (SELECT access.on_paper('consents')) AND g.discloses AND g.consent_id = a_consent AND g.ended_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  UPDATE exchange.held_back h SET state = 'void', held = NULL
   WHERE h.case_id IN (SELECT access.on_paper('consents')) AND h.consent_id = a_consent AND h.state = 'waiting';
  UPDATE referrals.referral r SET flags = ARRAY(SELECT DISTINCT f FROM unnest(r.flags || 'stopped_by_the_person'::text) f ORDER BY f)
   WHERE r.case_id IN (SELECT access.on_paper('consents')) AND r.consent_id = a_consent AND r.side = 'sender'
     AND r.state NOT IN ('draft', 'withdrawn', 'declined', 'closed');
  RETURN n;
END $$;
