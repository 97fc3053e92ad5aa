-- The functions of the release before, for going back to it.

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

CREATE OR REPLACE FUNCTION statistics.drop_edition(an_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE statistics.preparation p SET state = 'dropped', document = '', digest = '', statements = '[]', outcome = '{}'
   WHERE p.id = an_id AND statistics.sees_editions() AND p.state IN ('counting', 'ready', 'refused');
  RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION statistics.others_were_counted(a_country text, a_year integer, a_number integer, named uuid[], is_question boolean)
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

DROP FUNCTION statistics.show_edition(uuid);
ALTER TABLE statistics.preparation DROP COLUMN is_shown;
