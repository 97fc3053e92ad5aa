-- A referral to this service was declined for want of a place, or was accepted. An acceptance ends a doubt only where
-- the service says nothing of places here: of a peer's, whose word does not come.
CREATE OR REPLACE FUNCTION directory.note_answer(a_team uuid, a_service text, is_full boolean) RETURNS void
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
