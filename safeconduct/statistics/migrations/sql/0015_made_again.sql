-- What is being made says at once that it is out of date, as what waits does: it knows from its beginning how much of the ledger it
-- is examined beside. And the reason of a correction is changed once the layout is known, until somebody signs it.

CREATE OR REPLACE FUNCTION statistics.begin_edition(
  an_id uuid, a_kind text, a_country text, a_year integer, a_number integer, what jsonb, a_reason text, an_embargo timestamptz
) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named uuid[] := statistics.named_me(a_country);
BEGIN
  IF cardinality(named) = 0 THEN PERFORM access.refuse('only_coordinators_read_figures'); END IF;
  IF a_year >= extract(year FROM access.domain_now() AT TIME ZONE 'UTC') OR a_number NOT BETWEEN 1 AND 3 THEN
    PERFORM access.refuse('no_such_year');
  END IF;
  IF an_embargo <= access.domain_now() THEN PERFORM access.refuse('embargo_is_past'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || a_country, 0));
  IF EXISTS (SELECT FROM statistics.preparation p WHERE p.prepared_by = access.current_member() AND p.kind = a_kind
                AND p.country = a_country AND p.year = a_year AND p.years = a_number AND p.state IN ('counting', 'ready')) THEN
    PERFORM access.refuse('edition_waits_already');
  END IF;
  IF statistics.others_were_counted(a_country, a_year, a_number, named, false) THEN
    PERFORM access.refuse('edition_before_counted_more');
  END IF;
  IF a_reason = '' AND EXISTS (SELECT FROM statistics.edition e WHERE e.kind = a_kind AND e.country = a_country
                                  AND e.year = a_year AND e.years = a_number) THEN
    PERFORM access.refuse('correction_without_reason');
  END IF;
  INSERT INTO statistics.preparation (id, kind, country, year, years, agencies, prepared_by, prepared_at, wanted, reason, embargo,
                                      state, ledger)
  VALUES (an_id, a_kind, a_country, a_year, a_number, named, access.current_member(), access.domain_now(), what, a_reason,
          an_embargo, 'counting', statistics.length_of_ledger(a_country, a_year, a_number));
  RETURN named;
END $$;

-- How far it has come; only while it is counted, only by who prepares it, and only while nothing else was said of these years: what
-- is out of date need not be searched to its end.
CREATE OR REPLACE FUNCTION statistics.tell_edition(an_id uuid, how_far text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE statistics.preparation p SET told = how_far
   WHERE p.id = an_id AND p.prepared_by = access.current_member() AND p.state = 'counting'
     AND p.ledger = statistics.length_of_ledger(p.country, p.year, p.years);
  RETURN FOUND;
END $$;

-- Why it corrects, in other words: nothing else of the document may differ.
CREATE FUNCTION statistics.reword_edition(an_id uuid, a_reason text, a_digest text, a_document text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF a_reason = '' THEN PERFORM access.refuse('correction_without_reason'); END IF;
  UPDATE statistics.preparation p SET reason = a_reason, digest = a_digest, document = a_document
   WHERE p.id = an_id AND p.prepared_by = access.current_member() AND p.state = 'ready'
     AND p.document::jsonb ->> 'corrects' <> ''
     AND a_document::jsonb = jsonb_set(p.document::jsonb, '{reason}', to_jsonb(a_reason));
  RETURN FOUND;
END $$;

-- As before; what is being made and is out of date asks for its preparer's press, too.
CREATE OR REPLACE FUNCTION statistics.editions_waiting(a_member uuid) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker'); END IF;
  IF NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = a_member AND m.suspended_at IS NULL
                    AND (m.profession = 'rapporteur' OR (m.profession = 'coordinator'
                         AND EXISTS (SELECT FROM agencies.coordination c WHERE c.coordinator_id = m.id)))) THEN
    RETURN 0;
  END IF;
  RETURN (SELECT count(*) FROM statistics.preparation p
           WHERE p.state IN ('counting', 'ready', 'refused')
             AND CASE WHEN p.prepared_by = a_member
                      THEN p.state = 'refused' OR p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years)
                      ELSE p.state = 'ready' AND p.ledger = statistics.length_of_ledger(p.country, p.year, p.years) END);
END $$;

REVOKE ALL ON FUNCTION statistics.reword_edition(uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.reword_edition(uuid, text, text, text) TO safeconduct_app;
