-- A fact is noted of a referral that is there, of the agency whose row it is: by a member there, by the inbox for a message
-- of its own peer, by the clock. Before, a side and an id were enough, and took over the fact that another agency had.
CREATE FUNCTION statistics.may_note(a_referral uuid, a_side text, an_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM referrals.referral r
     WHERE r.shared = a_referral AND r.side = a_side AND r.agency_id = an_agency
       AND (r.agency_id = access.current_agency() AND access.current_administrator() IS NULL
            OR r.peer = access.current_peer() OR access.is_worker()))
$$;
REVOKE ALL ON FUNCTION statistics.may_note(uuid, text, uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION statistics.note_loop(
  a_referral uuid, a_side text, an_agency uuid, the_other uuid, a_service text, an_urgency text, a_day date, the_parts text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was statistics.loop;
  made statistics.loop;
BEGIN
  IF EXISTS (SELECT FROM unnest(the_parts || a_service || an_urgency) u
              WHERE u IS NULL OR u !~ '^[a-z0-9_]{0,60}(:[a-z0-9_]{1,60})?$') THEN
    PERFORM access.refuse('not_a_part');
  END IF;
  IF NOT statistics.may_note(a_referral, a_side, an_agency) THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  SELECT * INTO was FROM statistics.loop l WHERE l.mark = statistics.mark(a_side, a_referral) FOR UPDATE;
  IF cardinality(the_parts) > 0 THEN
    made := ROW(statistics.mark(a_side, a_referral), an_agency, a_side, the_other, a_service, an_urgency,
                date_trunc('quarter', a_day)::date, the_parts);
    IF was IS NOT DISTINCT FROM made THEN RETURN; END IF;
    INSERT INTO statistics.loop SELECT made.*
        ON CONFLICT (mark) DO UPDATE SET agency_id = made.agency_id, other_agency_id = made.other_agency_id,
           service = made.service, urgency = made.urgency, quarter = made.quarter, parts = made.parts;
  ELSE
    DELETE FROM statistics.loop l WHERE l.mark = was.mark;
  END IF;
  INSERT INTO statistics.tally
  SELECT n.*, 1 FROM (SELECT * FROM statistics.added(made) EXCEPT SELECT * FROM statistics.added(was)) n
   UNION ALL
  SELECT o.*, -1 FROM (SELECT * FROM statistics.added(was) EXCEPT SELECT * FROM statistics.added(made)) o;
END $$;
DROP FUNCTION statistics.may_note(uuid);
