-- Lines of the feed as before, each in one function where there were two: what was found for the one was looked up again by the
-- other, and the time was asked three times. Some twenty-five lines are written for a referral that goes round.

CREATE OR REPLACE FUNCTION referrals.note(a_row uuid, an_agency uuid, a_kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE now_there timestamptz := access.domain_now();
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || an_agency, 0));
  INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
  SELECT gen_random_uuid(), r.agency_id, r.id,
         COALESCE((SELECT max(l.number) FROM referrals.feed_line l WHERE l.agency_id = an_agency), 0) + 1,
         a_kind, now_there
    FROM referrals.referral r WHERE r.id = a_row AND r.agency_id = an_agency;
END $$;

-- A move hangs on its row, of its agency.
CREATE OR REPLACE FUNCTION referrals.note_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE now_there timestamptz := access.domain_now();
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || NEW.agency_id, 0));
  INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
  SELECT gen_random_uuid(), r.agency_id, r.id,
         COALESCE((SELECT max(l.number) FROM referrals.feed_line l WHERE l.agency_id = NEW.agency_id), 0) + 1,
         NEW.event, now_there
    FROM referrals.referral r WHERE r.id = NEW.referral_id AND r.agency_id = NEW.agency_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION referrals.note_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE now_there timestamptz := access.domain_now(); found uuid;
BEGIN
  FOR found IN SELECT r.id FROM referrals.referral r WHERE r.shared = NEW.referral_id AND r.agency_id = NEW.agency_id LOOP
    CONTINUE WHEN EXISTS (SELECT FROM referrals.feed_line l
                           WHERE l.referral_id = found AND l.at = now_there AND l.kind = 'receipt'
                             AND l.xmin = pg_current_xact_id()::xid);
    PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || NEW.agency_id, 0));
    INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
    SELECT gen_random_uuid(), NEW.agency_id, found, COALESCE(max(l.number), 0) + 1, 'receipt', now_there
      FROM referrals.feed_line l WHERE l.agency_id = NEW.agency_id;
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION referrals.note_section() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE now_there timestamptz := access.domain_now(); found record;
BEGIN
  FOR found IN SELECT r.id, r.agency_id FROM referrals.referral r WHERE r.case_id = NEW.case_id AND r.side = 'receiver' LOOP
    CONTINUE WHEN EXISTS (SELECT FROM referrals.feed_line l
                           WHERE l.referral_id = found.id AND l.at = now_there AND l.kind = 'section'
                             AND l.xmin = pg_current_xact_id()::xid);
    PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || found.agency_id, 0));
    INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
    SELECT gen_random_uuid(), found.agency_id, found.id, COALESCE(max(l.number), 0) + 1, 'section', now_there
      FROM referrals.feed_line l WHERE l.agency_id = found.agency_id;
  END LOOP;
  RETURN NULL;
END $$;
