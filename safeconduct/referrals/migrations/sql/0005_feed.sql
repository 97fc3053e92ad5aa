-- What has changed about a referral, for a member's own software: references only.
--
-- A line gets its number at the commit of what it tells, under a lock of its agency that ends with the commit. So
-- lines come into sight in the order of their numbers and without a gap: who has read up to a number has missed
-- nothing, however transactions overlap. A sequence would not do: its numbers are drawn early and seen late.
-- The lock is the last one that a transaction takes: after it nothing here waits for a row of anybody else's.

CREATE FUNCTION referrals.note(a_row uuid, an_agency uuid, a_kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('referrals.feed_line/' || an_agency, 0));
  INSERT INTO referrals.feed_line (id, agency_id, referral_id, number, kind, at)
  SELECT gen_random_uuid(), r.agency_id, r.id,
         COALESCE((SELECT max(l.number) FROM referrals.feed_line l WHERE l.agency_id = an_agency), 0) + 1,
         a_kind, access.domain_now()
    FROM referrals.referral r WHERE r.id = a_row AND r.agency_id = an_agency;
END $$;

CREATE FUNCTION referrals.note_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM referrals.note(NEW.referral_id, NEW.agency_id, NEW.event);
  RETURN NULL;
END $$;

CREATE FUNCTION referrals.note_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.last_news_at IS DISTINCT FROM OLD.last_news_at THEN PERFORM referrals.note(NEW.id, NEW.agency_id, 'news'); END IF;
  IF NEW.taken_back IS DISTINCT FROM OLD.taken_back THEN PERFORM referrals.note(NEW.id, NEW.agency_id, 'part_taken_back'); END IF;
  IF NEW.holder_answer IS DISTINCT FROM OLD.holder_answer AND NEW.holder_answer <> '' THEN
    PERFORM referrals.note(NEW.id, NEW.agency_id, 'holder_answered');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION referrals.note_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM referrals.note(r.id, r.agency_id, 'receipt') FROM referrals.referral r
    WHERE r.shared = NEW.referral_id AND r.agency_id = NEW.agency_id;
  RETURN NULL;
END $$;

-- A replica has come: the first one with the offer, what was held back, or a later version.
CREATE FUNCTION referrals.note_section() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM referrals.note(r.id, r.agency_id, 'section') FROM referrals.referral r
    WHERE r.case_id = NEW.case_id AND r.side = 'receiver';
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER moves_are_noted AFTER INSERT ON referrals.move
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION referrals.note_move();
CREATE CONSTRAINT TRIGGER rows_are_noted AFTER UPDATE ON referrals.referral
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.last_news_at IS DISTINCT FROM OLD.last_news_at OR NEW.taken_back IS DISTINCT FROM OLD.taken_back
        OR NEW.holder_answer IS DISTINCT FROM OLD.holder_answer)
  EXECUTE FUNCTION referrals.note_row();
CREATE CONSTRAINT TRIGGER receipts_are_noted AFTER INSERT ON exchange.receipt
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.referral_id IS NOT NULL)
  EXECUTE FUNCTION referrals.note_receipt();
CREATE CONSTRAINT TRIGGER sections_are_noted AFTER INSERT ON cases.section_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION referrals.note_section();

-- For the worker. The newest line of each agency stays, so that numbers never begin anew.
CREATE FUNCTION referrals.forget_feed() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n bigint;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  DELETE FROM referrals.feed_line l
   WHERE l.at <= access.domain_now() - interval '90 days'
     AND l.number < (SELECT max(o.number) FROM referrals.feed_line o WHERE o.agency_id = l.agency_id);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

REVOKE ALL ON FUNCTION referrals.note(uuid, uuid, text), referrals.note_move(), referrals.note_row(),
  referrals.note_receipt(), referrals.note_section(), referrals.forget_feed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.forget_feed() TO safeconduct_worker;
