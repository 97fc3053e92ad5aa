-- A fact is noted at each step of a referral, and most steps change a few of its parts and nothing else: then only those are
-- written, each once by each dimension, and what it adds to the tallies is not compared whole. The same rows as before.

-- As before; PL/pgSQL keeps its plan for the length of a connection, and a single value needs no executor.
CREATE OR REPLACE FUNCTION statistics.mark(a_kind text, an_id uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE inside bytea; outside bytea;
BEGIN
  SELECT s.inner_pad, s.outer_pad INTO inside, outside FROM statistics.secret s;
  RETURN encode(substring(sha256(outside || sha256(inside || convert_to(a_kind || '/' || an_id, 'UTF8'))) FROM 1 FOR 16),
                'hex')::uuid;
END $$;

CREATE OR REPLACE FUNCTION statistics.note_loop(
  a_referral uuid, a_side text, an_agency uuid, the_other uuid, a_service text, an_urgency text, a_day date, the_parts text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was statistics.loop;
  made statistics.loop;
  its_mark uuid;
  word text;
BEGIN
  -- A word of at most sixty signs, and perhaps a second one. The pattern counts none: that costs it many times as much.
  FOREACH word IN ARRAY the_parts || a_service || an_urgency LOOP
    IF word IS NULL OR word !~ '^[a-z0-9_]*(:[a-z0-9_]+)?$'
       OR length(split_part(word, ':', 1)) > 60 OR length(split_part(word, ':', 2)) > 60 THEN
      PERFORM access.refuse('not_a_part');
    END IF;
  END LOOP;
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
