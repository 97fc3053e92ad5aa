-- Lines of the feed as before (0005, 0050), each by fewer statements: who is told of and whether a line is there already is
-- one question, and the time of the node is read where it is written, as `access.domain_now` reads it. The lock of the agency
-- is still the last one that a transaction takes, and the number is read by a statement of its own behind it.

CREATE OR REPLACE FUNCTION referrals.note(a_row uuid, an_agency uuid, a_kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || an_agency, 0));
  INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
  SELECT gen_random_uuid(), r.agency_id, r.id,
         COALESCE((SELECT max(l.number) FROM referrals.feed_line l WHERE l.agency_id = an_agency), 0) + 1,
         a_kind, now() + COALESCE((SELECT n.moved FROM access.node n), '0'::interval)
    FROM referrals.referral r WHERE r.id = a_row AND r.agency_id = an_agency;
END $$;

CREATE OR REPLACE FUNCTION referrals.note_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || NEW.agency_id, 0));
  INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
  SELECT gen_random_uuid(), r.agency_id, r.id,
         COALESCE((SELECT max(l.number) FROM referrals.feed_line l WHERE l.agency_id = NEW.agency_id), 0) + 1,
         NEW.event, now() + COALESCE((SELECT n.moved FROM access.node n), '0'::interval)
    FROM referrals.referral r WHERE r.id = NEW.referral_id AND r.agency_id = NEW.agency_id;
  RETURN NULL;
END $$;

-- A shared referral has one row a side, of two agencies: one at most is of this one. Receipts of one commit are one line.
CREATE OR REPLACE FUNCTION referrals.note_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found uuid;
BEGIN
  SELECT r.id INTO found FROM referrals.referral r
   WHERE r.shared = NEW.referral_id AND r.agency_id = NEW.agency_id
     AND NOT EXISTS (SELECT FROM referrals.feed_line l
                      WHERE l.referral_id = r.id AND l.kind = 'receipt' AND l.xmin = pg_current_xact_id()::xid
                        AND l.at = now() + COALESCE((SELECT n.moved FROM access.node n), '0'::interval));
  IF found IS NULL THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || NEW.agency_id, 0));
  INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
  SELECT gen_random_uuid(), NEW.agency_id, found, COALESCE(max(l.number), 0) + 1, 'receipt',
         now() + COALESCE((SELECT n.moved FROM access.node n), '0'::interval)
    FROM referrals.feed_line l WHERE l.agency_id = NEW.agency_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION referrals.note_section() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found record;
BEGIN
  FOR found IN
    SELECT r.id, r.agency_id FROM referrals.referral r
     WHERE r.case_id = NEW.case_id AND r.side = 'receiver'
       AND NOT EXISTS (SELECT FROM referrals.feed_line l
                        WHERE l.referral_id = r.id AND l.kind = 'section' AND l.xmin = pg_current_xact_id()::xid
                          AND l.at = now() + COALESCE((SELECT n.moved FROM access.node n), '0'::interval))
  LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || found.agency_id, 0));
    INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
    SELECT gen_random_uuid(), found.agency_id, found.id, COALESCE(max(l.number), 0) + 1, 'section',
           now() + COALESCE((SELECT n.moved FROM access.node n), '0'::interval)
      FROM referrals.feed_line l WHERE l.agency_id = found.agency_id;
  END LOOP;
  RETURN NULL;
END $$;
