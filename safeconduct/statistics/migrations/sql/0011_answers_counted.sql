-- As before; an answer to a question that counted an agency which has not named who prepares stands in the way as an edition does:
-- what the edition leaves out could be had from the two.
CREATE OR REPLACE FUNCTION statistics.begin_edition(
  an_id uuid, a_kind text, a_country text, a_year integer, what jsonb, a_reason text, an_embargo timestamptz
) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named uuid[] := statistics.named_me(a_country);
BEGIN
  IF cardinality(named) = 0 THEN PERFORM access.refuse('only_coordinators_read_figures'); END IF;
  IF a_year >= extract(year FROM access.domain_now() AT TIME ZONE 'UTC') THEN PERFORM access.refuse('no_such_year'); END IF;
  IF an_embargo <= access.domain_now() THEN PERFORM access.refuse('embargo_is_past'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || a_country || a_year, 0));
  IF EXISTS (SELECT FROM statistics.preparation p WHERE p.prepared_by = access.current_member() AND p.kind = a_kind
                AND p.country = a_country AND p.year = a_year AND p.state IN ('counting', 'ready')) THEN
    PERFORM access.refuse('edition_waits_already');
  END IF;
  IF EXISTS (SELECT FROM statistics.edition e WHERE e.kind = a_kind AND e.country = a_country AND e.year = a_year
                AND NOT e.agencies <@ named)
     OR EXISTS (SELECT FROM statistics.answer w WHERE w.country = a_country AND w.year = a_year AND NOT w.agencies <@ named) THEN
    PERFORM access.refuse('edition_before_counted_more');
  END IF;
  IF a_reason = '' AND EXISTS (SELECT FROM statistics.edition e
                                WHERE e.kind = a_kind AND e.country = a_country AND e.year = a_year) THEN
    PERFORM access.refuse('correction_without_reason');
  END IF;
  INSERT INTO statistics.preparation (id, kind, country, year, agencies, prepared_by, prepared_at, wanted, reason, embargo, state)
  VALUES (an_id, a_kind, a_country, a_year, named, access.current_member(), access.domain_now(), what, a_reason, an_embargo,
          'counting');
  RETURN named;
END $$;
