-- What comes together is told once: a message brings several receipts, and several sections, in one commit. A line names
-- a referral, a kind and a time, so a second one of the same commit would say nothing that the first does not.
--
-- A line of this commit is known by its transaction, not by its time alone: two may begin in the same microsecond.

CREATE OR REPLACE FUNCTION referrals.note_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM referrals.note(r.id, r.agency_id, 'receipt') FROM referrals.referral r
    WHERE r.shared = NEW.referral_id AND r.agency_id = NEW.agency_id
      AND NOT EXISTS (SELECT FROM referrals.feed_line l
                       WHERE l.referral_id = r.id AND l.at = access.domain_now() AND l.kind = 'receipt'
                         AND l.xmin = pg_current_xact_id()::xid);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION referrals.note_section() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM referrals.note(r.id, r.agency_id, 'section') FROM referrals.referral r
    WHERE r.case_id = NEW.case_id AND r.side = 'receiver'
      AND NOT EXISTS (SELECT FROM referrals.feed_line l
                       WHERE l.referral_id = r.id AND l.at = access.domain_now() AND l.kind = 'section'
                         AND l.xmin = pg_current_xact_id()::xid);
  RETURN NULL;
END $$;
