-- An edition that waits says at once when it can no longer be released; and Today knows for whom something waits.

-- Whether something was said of these years since somebody has seen so much of the ledger, for whoever sees editions. The ledger
-- only grows, so another length is another ledger.
CREATE FUNCTION statistics.ledger_moved(a_country text, a_year integer, a_number integer, seen integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT statistics.sees_editions() AND seen <> statistics.length_of_ledger(a_country, a_year, a_number)
$$;

-- In how many editions it is a member's turn, for the worker's mail of a day: what somebody else prepared and they may approve, and
-- what they prepared and is out of date or could not be made. A number, and nothing else.
CREATE FUNCTION statistics.editions_waiting(a_member uuid) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker'); END IF;
  IF NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = a_member AND m.suspended_at IS NULL
                    AND (m.profession = 'rapporteur' OR (m.profession = 'coordinator'
                         AND EXISTS (SELECT FROM agencies.coordination c WHERE c.coordinator_id = m.id)))) THEN
    RETURN 0;
  END IF;
  RETURN (SELECT count(*) FROM statistics.preparation p
           WHERE p.state IN ('ready', 'refused')
             AND CASE WHEN p.prepared_by = a_member
                      THEN p.state = 'refused' OR p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years)
                      ELSE p.state = 'ready' AND p.ledger = statistics.length_of_ledger(p.country, p.year, p.years) END);
END $$;

-- Those of these years of which the acting coordinator may ask nothing: what was said of them counted other agencies.
CREATE FUNCTION statistics.closed_to_questions(a_country text, the_years integer[]) RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE(array_agg(y ORDER BY y DESC), '{}') FROM unnest(the_years) y
   WHERE statistics.others_were_counted(a_country, y, 1, statistics.named_me(a_country), true)
$$;

-- How many pairs wait for an answer of the acting member, who leads a file of each. Whose agency has none is asked nothing more.
CREATE FUNCTION statistics.pairs_for_me() RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE ours uuid := access.current_agency();
BEGIN
  IF NOT EXISTS (SELECT FROM statistics.pair p WHERE p.one_agency = ours AND p.one_says IS NULL)
     AND NOT EXISTS (SELECT FROM statistics.pair p WHERE p.other_agency = ours AND p.other_says IS NULL) THEN
    RETURN 0;
  END IF;
  RETURN (SELECT count(*) FROM statistics.my_pairs() m WHERE m.says IS NULL AND NOT m.is_closed);
END $$;

-- Own files that the acting member leads and of which the figures have no fact yet.
CREATE FUNCTION statistics.my_files_not_counted() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.id FROM access."case" k
   WHERE k.kind = 'own' AND k.id IN (SELECT h.case_id FROM access.held() h WHERE h.basis = 'lead')
     AND NOT EXISTS (SELECT FROM statistics.person p WHERE p.mark = statistics.mark('case', k.id))
   ORDER BY k.id LIMIT 200
$$;

CREATE INDEX pairs_not_answered_by_one ON statistics.pair (one_agency) WHERE one_says IS NULL;
CREATE INDEX pairs_not_answered_by_other ON statistics.pair (other_agency) WHERE other_says IS NULL;
CREATE INDEX preparations_that_stand ON statistics.preparation (prepared_at) WHERE state IN ('counting', 'ready', 'refused');

REVOKE ALL ON FUNCTION statistics.ledger_moved(text, integer, integer, integer), statistics.my_files_not_counted(),
  statistics.closed_to_questions(text, integer[]), statistics.pairs_for_me(), statistics.editions_waiting(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.editions_waiting(uuid) TO safeconduct_worker;
GRANT EXECUTE ON FUNCTION statistics.ledger_moved(text, integer, integer, integer), statistics.my_files_not_counted(),
  statistics.closed_to_questions(text, integer[]), statistics.pairs_for_me() TO safeconduct_app;
