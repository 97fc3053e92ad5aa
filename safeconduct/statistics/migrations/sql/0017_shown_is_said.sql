-- What was shown of an edition that is prepared counts as said: two drafts of the same facts hide in two ways, and together they
-- would tell what each hides. So nobody reads a number before a press, and with the press it stands in the ledger.

ALTER TABLE statistics.preparation ADD COLUMN is_shown boolean NOT NULL DEFAULT false;

-- What waits now was open to everybody who sees editions. It counts as said, and each is out of date: one press makes it again.
INSERT INTO statistics.said (state, country, year, years, statements, at)
SELECT 'draft-' || p.id, p.country, p.year, p.years, p.statements, p.prepared_at FROM statistics.preparation p WHERE p.state = 'ready';
UPDATE statistics.preparation SET is_shown = true, ledger = -1 WHERE state = 'ready';

-- From now on its numbers are read by whoever sees editions; what else is prepared of linked years is out of date with it.
CREATE FUNCTION statistics.show_edition(an_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.preparation;
BEGIN
  IF NOT statistics.sees_editions() THEN PERFORM access.refuse('only_officers_see_editions'); END IF;
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id;
  IF p.id IS NULL THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || p.country, 0));
  -- Read again under the lock: it may have been dropped, or shown by somebody else, while this one waited.
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id FOR UPDATE;
  IF p.state <> 'ready' THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  IF p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years) THEN PERFORM access.refuse('ledger_moved'); END IF;
  IF p.is_shown THEN RETURN false; END IF;
  INSERT INTO statistics.said (state, country, year, years, statements, at)
  VALUES ('draft-' || p.id, p.country, p.year, p.years, p.statements, access.domain_now());
  UPDATE statistics.preparation o SET is_shown = true, ledger = statistics.length_of_ledger(p.country, p.year, p.years)
   WHERE o.id = p.id;
  RETURN true;
END $$;

-- As before; but what goes out was read by somebody, and so stands in the ledger already. Like every function here it takes the
-- lock of the country before that of the row.
CREATE OR REPLACE FUNCTION statistics.release_edition(an_id uuid, a_name text, a_digest text, a_kid text, a_signature text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.preparation; a_number integer;
BEGIN
  IF NOT statistics.sees_editions() THEN PERFORM access.refuse('only_officers_see_editions'); END IF;
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || p.country, 0));
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id FOR UPDATE;
  IF p.id IS NULL OR p.state <> 'ready' THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  IF p.prepared_by = access.current_member() THEN PERFORM access.refuse('own_preparation'); END IF;
  IF p.digest <> a_digest THEN PERFORM access.refuse('edition_read_again'); END IF;
  IF NOT p.is_shown THEN PERFORM access.refuse('edition_not_shown'); END IF;
  IF p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years) THEN PERFORM access.refuse('ledger_moved'); END IF;
  a_number := (p.document::jsonb ->> 'edition')::integer;
  IF p.document::jsonb ->> 'id' <> a_name THEN PERFORM access.refuse('edition_read_again'); END IF;
  INSERT INTO statistics.edition (id, kind, country, year, years, edition, document, digest, kid, signature, embargo, agencies,
                                  prepared_by, approved_by, approved_at)
  VALUES (a_name, p.kind, p.country, p.year, p.years, a_number, p.document, p.digest, a_kid, a_signature, p.embargo, p.agencies,
          p.prepared_by, access.current_member(), access.domain_now());
  UPDATE statistics.preparation o SET state = 'released' WHERE o.id = p.id;
END $$;

-- Its tables go. What its layout would have lost stays for who chooses the next one, and of what was shown the numbers beside the
-- tables, with which the next one is compared.
CREATE OR REPLACE FUNCTION statistics.drop_edition(an_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || p.country, 0)) FROM statistics.preparation p WHERE p.id = an_id;
  UPDATE statistics.preparation p SET state = 'dropped', document = '', digest = '', statements = '[]',
         outcome = jsonb_strip_nulls(jsonb_build_object(
           'loss', p.outcome -> 'loss', 'refused', p.outcome -> 'refused', 'coarser', p.outcome -> 'coarser',
           'beside', CASE WHEN p.is_shown THEN nullif(p.document, '')::jsonb -> 'coverage' END))
   WHERE p.id = an_id AND statistics.sees_editions() AND p.state IN ('counting', 'ready', 'refused');
  RETURN FOUND;
END $$;

-- As before, and what was shown of a draft counts like an edition.
CREATE OR REPLACE FUNCTION statistics.others_were_counted(
  a_country text, a_year integer, a_number integer, named uuid[], is_question boolean
) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE linked integer[] := statistics.linked_years(a_country, a_year, a_number);
BEGIN
  RETURN EXISTS (
    SELECT FROM (
      SELECT e.agencies FROM statistics.edition e
       WHERE e.country = a_country AND e.year >= linked[1] AND e.year - e.years + 1 <= linked[2]
      UNION ALL
      SELECT p.agencies FROM statistics.preparation p
       WHERE p.is_shown AND p.country = a_country AND p.year >= linked[1] AND p.year - p.years + 1 <= linked[2]
      UNION ALL
      SELECT w.agencies FROM statistics.answer w WHERE w.country = a_country AND w.year BETWEEN linked[1] AND linked[2]
    ) counted(agencies) WHERE NOT counted.agencies <@ named OR (is_question AND counted.agencies <> named));
END $$;

REVOKE ALL ON FUNCTION statistics.show_edition(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.show_edition(uuid) TO safeconduct_app;
