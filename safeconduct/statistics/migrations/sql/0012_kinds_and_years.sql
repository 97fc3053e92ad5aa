-- A second kind of edition, the report to GRETA, and editions of two or three years. What was said of any of these years, in
-- whatever kind, is one ledger: tables of one year share totals with each other and with those over several years.

ALTER TABLE statistics.preparation DROP CONSTRAINT preparation_kind_check;
ALTER TABLE statistics.preparation ADD CONSTRAINT preparations_are_of_a_known_kind CHECK (kind IN ('article_19a', 'greta'));
-- How many years it is of; `year` is the last one.
ALTER TABLE statistics.preparation ADD COLUMN years smallint NOT NULL DEFAULT 1 CHECK (years BETWEEN 1 AND 3);
ALTER TABLE statistics.edition ADD COLUMN years smallint NOT NULL DEFAULT 1 CHECK (years BETWEEN 1 AND 3);
ALTER TABLE statistics.said ADD COLUMN years smallint NOT NULL DEFAULT 1 CHECK (years BETWEEN 1 AND 3);
ALTER TABLE statistics.edition DROP CONSTRAINT editions_are_numbered;
ALTER TABLE statistics.edition ADD CONSTRAINT editions_are_numbered UNIQUE (kind, country, year, years, edition);

-- The first and the last of all years that something was said of together with these, directly or by way of others.
CREATE FUNCTION statistics.linked_years(a_country text, a_year integer, a_number integer) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE low integer := a_year - a_number + 1; high integer := a_year; lower integer; higher integer;
BEGIN
  LOOP
    SELECT least(low, min(s.year - s.years + 1)), greatest(high, max(s.year)) INTO lower, higher FROM statistics.said s
     WHERE s.country = a_country AND s.years > 1 AND s.year >= low AND s.year - s.years + 1 <= high;
    EXIT WHEN lower = low AND higher = high;
    low := lower; high := higher;
  END LOOP;
  RETURN ARRAY[low, high];
END $$;

-- How much was said of them.
CREATE FUNCTION statistics.length_of_ledger(a_country text, a_year integer, a_number integer) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE linked integer[] := statistics.linked_years(a_country, a_year, a_number);
BEGIN
  RETURN (SELECT count(*) FROM statistics.said s
           WHERE s.country = a_country AND s.year >= linked[1] AND s.year - s.years + 1 <= linked[2]);
END $$;

-- Whether something of these years, or of years that are linked with them, counted other agencies than it may have. An edition
-- may count more than those before, a question no others: the difference would be what one agency counted.
CREATE FUNCTION statistics.others_were_counted(a_country text, a_year integer, a_number integer, named uuid[], is_question boolean)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE linked integer[] := statistics.linked_years(a_country, a_year, a_number);
BEGIN
  RETURN EXISTS (
    SELECT FROM (
      SELECT e.agencies FROM statistics.edition e
       WHERE e.country = a_country AND e.year >= linked[1] AND e.year - e.years + 1 <= linked[2]
      UNION ALL
      SELECT w.agencies FROM statistics.answer w WHERE w.country = a_country AND w.year BETWEEN linked[1] AND linked[2]
    ) counted(agencies) WHERE NOT counted.agencies <@ named OR (is_question AND counted.agencies <> named));
END $$;

DROP FUNCTION statistics.begin_edition(uuid, text, text, integer, jsonb, text, timestamptz);
CREATE FUNCTION statistics.begin_edition(
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
                                      state)
  VALUES (an_id, a_kind, a_country, a_year, a_number, named, access.current_member(), access.domain_now(), what, a_reason,
          an_embargo, 'counting');
  RETURN named;
END $$;

-- As before; the ledger is that of all linked years. It only grows, so the same length is the same ledger.
CREATE OR REPLACE FUNCTION statistics.release_edition(an_id uuid, a_name text, a_digest text, a_kid text, a_signature text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.preparation; a_number integer;
BEGIN
  IF NOT statistics.sees_editions() THEN PERFORM access.refuse('only_officers_see_editions'); END IF;
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id FOR UPDATE;
  IF p.id IS NULL OR p.state <> 'ready' THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  IF p.prepared_by = access.current_member() THEN PERFORM access.refuse('own_preparation'); END IF;
  IF p.digest <> a_digest THEN PERFORM access.refuse('edition_read_again'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || p.country, 0));
  IF p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years) THEN PERFORM access.refuse('ledger_moved'); END IF;
  a_number := (p.document::jsonb ->> 'edition')::integer;
  IF p.document::jsonb ->> 'id' <> a_name THEN PERFORM access.refuse('edition_read_again'); END IF;
  INSERT INTO statistics.edition (id, kind, country, year, years, edition, document, digest, kid, signature, embargo, agencies,
                                  prepared_by, approved_by, approved_at)
  VALUES (a_name, p.kind, p.country, p.year, p.years, a_number, p.document, p.digest, a_kid, a_signature, p.embargo, p.agencies,
          p.prepared_by, access.current_member(), access.domain_now());
  INSERT INTO statistics.said (state, country, year, years, statements, at)
  VALUES (a_name, p.country, p.year, p.years, p.statements, access.domain_now());
  UPDATE statistics.preparation o SET state = 'released' WHERE o.id = p.id;
END $$;

-- The lock is of the country: years are linked with one another, and a release may link them.
CREATE OR REPLACE FUNCTION statistics.begin_answer(a_country text, a_year integer) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named uuid[] := statistics.named_me(a_country);
BEGIN
  IF cardinality(named) = 0 THEN PERFORM access.refuse('only_coordinators_read_figures'); END IF;
  IF a_year >= extract(year FROM access.domain_now() AT TIME ZONE 'UTC') THEN PERFORM access.refuse('no_such_year'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || a_country, 0));
  IF statistics.others_were_counted(a_country, a_year, 1, named, true) THEN
    PERFORM access.refuse('other_agencies_were_counted');
  END IF;
  RETURN named;
END $$;

CREATE OR REPLACE FUNCTION statistics.keep_answer(
  an_id uuid, a_country text, a_year integer, seen integer, what jsonb, an_outcome text, a_number integer, what_is_said jsonb
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named uuid[] := statistics.begin_answer(a_country, a_year);
BEGIN
  IF seen <> statistics.length_of_ledger(a_country, a_year, 1) THEN PERFORM access.refuse('ledger_moved'); END IF;
  INSERT INTO statistics.answer VALUES (an_id, a_country, a_year, named, what, an_outcome, a_number, access.domain_now());
  IF jsonb_array_length(what_is_said) > 0 THEN
    INSERT INTO statistics.said (state, country, year, statements, at)
    VALUES ('answer-' || an_id, a_country, a_year, what_is_said, access.domain_now());
  END IF;
END $$;

REVOKE ALL ON FUNCTION statistics.linked_years(text, integer, integer), statistics.length_of_ledger(text, integer, integer),
  statistics.others_were_counted(text, integer, integer, uuid[], boolean),
  statistics.begin_edition(uuid, text, text, integer, integer, jsonb, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.linked_years(text, integer, integer),
  statistics.begin_edition(uuid, text, text, integer, integer, jsonb, text, timestamptz) TO safeconduct_app;
