-- Of the three who may note, one is acting: a token counts for one process. Whoever administers works at no agency.
CREATE OR REPLACE FUNCTION statistics.may_note(a_referral uuid, a_side text, an_agency uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE from_peer text := access.current_peer(); its record;
BEGIN
  SELECT r.agency_id, r.peer INTO its FROM referrals.referral r
   WHERE r.shared = a_referral AND r.side = a_side AND r.agency_id = an_agency;
  IF NOT FOUND THEN RETURN false; END IF;
  IF from_peer IS NOT NULL THEN RETURN its.peer = from_peer; END IF;
  RETURN COALESCE(its.agency_id = access.agency_at_work(), false) OR access.is_worker();
END $$;

-- As before (0016), its words in one question.
CREATE OR REPLACE FUNCTION statistics.note_loop(
  a_referral uuid, a_side text, an_agency uuid, the_other uuid, a_service text, an_urgency text, a_day date, the_parts text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was statistics.loop;
  made statistics.loop;
  its_mark uuid;
BEGIN
  -- A word of at most sixty signs, and perhaps a second one. The pattern counts none: that costs it many times as much.
  IF EXISTS (SELECT FROM unnest(the_parts || a_service || an_urgency) word
              WHERE word IS NULL OR word !~ '^[a-z0-9_]*(:[a-z0-9_]+)?$'
                 OR length(split_part(word, ':', 1)) > 60 OR length(split_part(word, ':', 2)) > 60) THEN
    PERFORM access.refuse('not_a_part');
  END IF;
  IF NOT statistics.may_note(a_referral, a_side, an_agency) THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  its_mark := statistics.mark(a_side, a_referral);
  made := ROW(its_mark, an_agency, a_side, the_other, a_service, an_urgency, date_trunc('quarter', a_day)::date, the_parts);
  SELECT * INTO was FROM statistics.loop l WHERE l.mark = its_mark FOR UPDATE;
  IF was.mark IS NOT NULL AND was.parts = the_parts AND was IS NOT DISTINCT FROM made THEN RETURN; END IF;
  IF was.mark IS NOT NULL AND cardinality(the_parts) > 0
     AND (was.agency_id, was.side, was.other_agency_id, was.service, was.urgency, was.quarter)
       = (made.agency_id, made.side, made.other_agency_id, made.service, made.urgency, made.quarter) THEN
    UPDATE statistics.loop l SET parts = the_parts WHERE l.mark = its_mark;
    INSERT INTO statistics.tally (agency_id, side, quarter, dim, value, part, number)
    SELECT an_agency, a_side, made.quarter, d.dim, d.value, p.part, p.number
      FROM (SELECT DISTINCT u, 1 FROM unnest(the_parts) u WHERE u <> ALL (was.parts)
             UNION ALL SELECT DISTINCT u, -1 FROM unnest(was.parts) u WHERE u <> ALL (the_parts)) AS p(part, number)
     CROSS JOIN (VALUES ('all', ''), ('service', a_service), ('partner', the_other::text), ('urgency', an_urgency))
             AS d(dim, value);
    RETURN;
  END IF;
  IF cardinality(the_parts) > 0 THEN
    INSERT INTO statistics.loop SELECT made.*
        ON CONFLICT (mark) DO UPDATE SET agency_id = made.agency_id, other_agency_id = made.other_agency_id,
           service = made.service, urgency = made.urgency, quarter = made.quarter, parts = made.parts;
  ELSE
    made := NULL;
    DELETE FROM statistics.loop l WHERE l.mark = its_mark;
  END IF;
  INSERT INTO statistics.tally
  SELECT n.*, 1 FROM (SELECT * FROM statistics.added(made) EXCEPT SELECT * FROM statistics.added(was)) n
   UNION ALL
  SELECT o.*, -1 FROM (SELECT * FROM statistics.added(was) EXCEPT SELECT * FROM statistics.added(made)) o;
END $$;
