-- A service was full when a referral came, or has said since that it can: by an acceptance, or by a plain yes to an enquiry.
-- What it says of places stands as it stood before the doubt, with its day.
CREATE OR REPLACE FUNCTION directory.note_answer(a_team uuid, a_service text, is_full boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Only whose own referral it was, or the node that answered it: nobody puts a stranger's service in doubt. An enquiry
  -- that was answered with a yes ends a doubt, and brings none.
  IF NOT EXISTS (
    SELECT FROM referrals.referral r WHERE r.team_id = a_team AND r.service = a_service
       AND (r.agency_id = access.current_agency() OR r.peer = access.current_peer())
  ) AND (is_full OR NOT EXISTS (
    SELECT FROM referrals.enquiry y WHERE y.team_id = a_team AND y.service = a_service AND y.answer = 'possible'
       AND (y.agency_id = access.current_agency() OR y.peer = access.current_peer())
  )) THEN PERFORM access.refuse('no_such_service'); END IF;
  IF is_full THEN
    INSERT INTO directory.doubt AS d (team_id, service, at) VALUES (a_team, a_service, access.domain_now())
    ON CONFLICT (team_id, service) DO UPDATE SET at = excluded.at;
    UPDATE directory.entry e SET doubted_at = access.domain_now() WHERE e.team_id = a_team AND e.service = a_service;
  ELSE
    UPDATE directory.entry e SET doubted_at = NULL
     WHERE e.team_id = a_team AND e.service = a_service AND e.doubted_at IS NOT NULL;
    DELETE FROM directory.doubt d WHERE d.team_id = a_team AND d.service = a_service;
  END IF;
END $$;
