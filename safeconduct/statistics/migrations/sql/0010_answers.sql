-- Questions of coordinators, each answered or refused beside everything that was said before. What was said goes into the
-- ledger of the year, under the lock that editions of the year have; no row is ever changed.

CREATE TABLE statistics.answer (
  id uuid PRIMARY KEY,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  year smallint NOT NULL CHECK (year BETWEEN 2000 AND 2999),
  agencies uuid[] NOT NULL CHECK (cardinality(agencies) > 0),
  asked jsonb NOT NULL,
  outcome text NOT NULL CHECK (outcome ~ '^[a-z_]{1,60}$'),
  number integer CHECK (number >= 0),
  at timestamptz NOT NULL,
  CONSTRAINT an_answer_has_its_number CHECK ((outcome = 'answered') = (number IS NOT NULL))
);
CREATE INDEX answers_by_year ON statistics.answer (country, year, at);

-- The agencies that named who asks, and the lock of the year until the transaction ends: of two questions, and of a
-- question and a release, the second one sees what the first one said. Everything that was said of the year before has
-- to be of these very agencies; beside figures of others a question cannot be examined.
CREATE FUNCTION statistics.begin_answer(a_country text, a_year integer) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named uuid[] := statistics.named_me(a_country);
BEGIN
  IF cardinality(named) = 0 THEN PERFORM access.refuse('only_coordinators_read_figures'); END IF;
  IF a_year >= extract(year FROM access.domain_now() AT TIME ZONE 'UTC') THEN PERFORM access.refuse('no_such_year'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || a_country || a_year, 0));
  IF EXISTS (SELECT FROM statistics.edition e WHERE e.country = a_country AND e.year = a_year AND e.agencies <> named)
     OR EXISTS (SELECT FROM statistics.answer a WHERE a.country = a_country AND a.year = a_year AND a.agencies <> named) THEN
    PERFORM access.refuse('other_agencies_were_counted');
  END IF;
  RETURN named;
END $$;

CREATE FUNCTION statistics.keep_answer(
  an_id uuid, a_country text, a_year integer, seen integer, what jsonb, an_outcome text, a_number integer, what_is_said jsonb
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named uuid[] := statistics.begin_answer(a_country, a_year);
BEGIN
  IF seen <> (SELECT count(*) FROM statistics.said s WHERE s.country = a_country AND s.year = a_year) THEN
    PERFORM access.refuse('ledger_moved');
  END IF;
  INSERT INTO statistics.answer VALUES (an_id, a_country, a_year, named, what, an_outcome, a_number, access.domain_now());
  IF jsonb_array_length(what_is_said) > 0 THEN
    INSERT INTO statistics.said VALUES ('answer-' || an_id, a_country, a_year, what_is_said, access.domain_now());
  END IF;
END $$;

REVOKE ALL ON FUNCTION statistics.begin_answer(text, integer),
  statistics.keep_answer(uuid, text, integer, integer, jsonb, text, integer, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.begin_answer(text, integer),
  statistics.keep_answer(uuid, text, integer, integer, jsonb, text, integer, jsonb) TO safeconduct_app;
