-- A person whom two agencies have registered in one year counts once, where both workers say so. Beside a fact stand marks of
-- what the person is called: keyed hashes that the web process made, under a key of that year which lies with the keys.

-- What is known of a fact for this: whether the person agreed to be compared, since which quarter they are registered, and
-- whether they were compared already. A file is looked at once: else names could be tried one after the other.
CREATE TABLE statistics.once (
  mark uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  agreed boolean NOT NULL DEFAULT false,
  began date CHECK (began = date_trunc('quarter', began)::date),
  looked boolean NOT NULL DEFAULT false
);

CREATE TABLE statistics.compound (
  year smallint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 4),
  mark uuid NOT NULL REFERENCES statistics.once (mark) ON DELETE CASCADE,
  key_id uuid NOT NULL,
  PRIMARY KEY (year, hash, mark)
);
CREATE INDEX compounds_of_a_mark ON statistics.compound (mark);

-- Two facts of two agencies that may be of one person. Nothing but the two answers decides; there is no third who could.
CREATE TABLE statistics.pair (
  code text PRIMARY KEY CHECK (code ~ '^[2-9A-HJKMNP-Z]{8}$'),
  year smallint NOT NULL,
  one uuid NOT NULL REFERENCES statistics.once (mark) ON DELETE CASCADE,
  other uuid NOT NULL REFERENCES statistics.once (mark) ON DELETE CASCADE,
  one_agency uuid NOT NULL,
  other_agency uuid NOT NULL,
  one_says text CHECK (one_says IN ('same', 'not_same', 'cannot_say')),
  other_says text CHECK (other_says IN ('same', 'not_same', 'cannot_say')),
  CONSTRAINT two_facts_in_one_order CHECK (one < other),
  CONSTRAINT of_two_agencies CHECK (one_agency <> other_agency),
  UNIQUE (one, other)
);
CREATE INDEX pairs_of_the_other ON statistics.pair (other);
CREATE INDEX pairs_of_a_year ON statistics.pair (year);

-- How a pair stands: one when both say so, over when either says no, open until then.
CREATE FUNCTION statistics.stands(p statistics.pair) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN 'not_same' IN (p.one_says, p.other_says) THEN 'not_same'
              WHEN p.one_says = 'same' AND p.other_says = 'same' THEN 'same' ELSE 'open' END
$$;

-- What of a fact's marks and pairs is over when the fact changes: all of it when it is gone, when the person objects, when they
-- are no longer registered, and when a section of which a mark was made is erased.
CREATE FUNCTION statistics.once_follows(was statistics.person, made statistics.person) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE today date := (access.domain_now() AT TIME ZONE 'UTC')::date;
BEGIN
  IF made.mark IS NULL THEN
    DELETE FROM statistics.once o WHERE o.mark = was.mark;
    RETURN;
  END IF;
  IF made.registered IS NOT NULL THEN
    INSERT INTO statistics.once AS o (mark, agency_id, began)
    VALUES (made.mark, made.agency_id,
            CASE WHEN made.registered < extract(year FROM today) OR was.registered = made.registered
                 THEN greatest(made.quarter, make_date(made.registered, 1, 1)) ELSE date_trunc('quarter', today)::date END)
        ON CONFLICT (mark) DO UPDATE SET began = EXCLUDED.began WHERE o.began IS NULL;
  END IF;
  IF made.objects OR made.registered IS NULL OR made.born IS NULL OR made.citizen IS NULL THEN
    UPDATE statistics.once o
       SET looked = false, agreed = o.agreed AND NOT made.objects,
           began = CASE WHEN made.registered IS NULL THEN NULL ELSE o.began END
     WHERE o.mark = made.mark
       AND (o.looked OR (o.agreed AND made.objects) OR (o.began IS NOT NULL AND made.registered IS NULL));
    DELETE FROM statistics.compound c WHERE c.mark = made.mark;
    DELETE FROM statistics.pair p WHERE made.mark IN (p.one, p.other);
  END IF;
END $$;

-- As before, and the marks and pairs follow.
CREATE OR REPLACE FUNCTION statistics.put_person(was statistics.person, made statistics.person) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF was IS NOT DISTINCT FROM made THEN RETURN; END IF;
  IF made.mark IS NULL THEN
    DELETE FROM statistics.person p WHERE p.mark = was.mark;
  ELSE
    DELETE FROM statistics.person p WHERE p.mark = made.mark;
    INSERT INTO statistics.person SELECT made.*;
  END IF;
  PERFORM statistics.once_follows(was, made);
  INSERT INTO statistics.tally
  SELECT d.agency_id, d.side, d.quarter, d.dim, d.value, d.part, sum(d.number)
    FROM (SELECT * FROM statistics.added(made)
          UNION ALL
          SELECT o.agency_id, o.side, o.quarter, o.dim, o.value, o.part, -o.number FROM statistics.added(was) o) d
   GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(d.number) <> 0;
END $$;

-- The person agrees to be compared, or no longer: written by whoever has the case in hand. A no takes marks and pairs along.
CREATE FUNCTION statistics.agree_once(a_case uuid, a_yes boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE was statistics.person; made statistics.person;
BEGIN
  IF NOT EXISTS (SELECT FROM access.cases_in_hand() h WHERE h = a_case) THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  made := statistics.person_of(a_case);
  IF made.mark IS NULL THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  IF made.objects AND a_yes THEN PERFORM access.refuse('objects_to_figures'); END IF;
  SELECT * INTO was FROM statistics.person p WHERE p.mark = made.mark;
  IF NOT FOUND THEN PERFORM statistics.put_person(was, made); END IF;
  INSERT INTO statistics.once AS o (mark, agency_id, agreed) VALUES (made.mark, made.agency_id, a_yes)
      ON CONFLICT (mark) DO UPDATE SET agreed = a_yes, looked = o.looked AND a_yes;
  IF NOT a_yes THEN
    DELETE FROM statistics.compound c WHERE c.mark = made.mark;
    DELETE FROM statistics.pair p WHERE made.mark IN (p.one, p.other);
  END IF;
END $$;

-- Whether they did, for whoever has the case in hand.
CREATE FUNCTION statistics.agreed_once(a_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE((SELECT o.agreed FROM statistics.once o WHERE o.mark = statistics.mark('case', a_case)
                      AND a_case IN (SELECT access.cases_in_hand())), false)
$$;

-- Of which of these cases marks are to be made, and for which year: asked by whoever saves, for cases in which they open
-- something. A count that is closed, and a file that was looked at, have no more marks.
CREATE FUNCTION statistics.to_compare(the_cases uuid[]) RETURNS TABLE (case_id uuid, year smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.id, p.registered FROM unnest(the_cases) AS c(id)
    JOIN statistics.once o ON o.mark = statistics.mark('case', c.id) AND o.agreed AND NOT o.looked
    JOIN statistics.person p ON p.mark = o.mark
   WHERE p.registered IS NOT NULL AND NOT p.objects AND p.born IS NOT NULL AND p.citizen IS NOT NULL
     AND EXISTS (SELECT FROM access.held() h WHERE h.case_id = c.id)
     AND NOT EXISTS (SELECT FROM keys.year_key k WHERE k.year = p.registered AND k.wrapped IS NULL)
$$;

-- The marks of a person take the place of those before; none where nothing can be compared.
CREATE FUNCTION statistics.note_compounds(a_case uuid, a_key uuid, the_hashes bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE a_year smallint; a_mark uuid := statistics.mark('case', a_case);
BEGIN
  SELECT t.year INTO a_year FROM statistics.to_compare(ARRAY[a_case]) t;
  IF NOT FOUND THEN RETURN; END IF;
  IF cardinality(the_hashes) > 60
    OR NOT EXISTS (SELECT FROM keys.year_key k WHERE k.id = a_key AND k.year = a_year AND k.wrapped IS NOT NULL) THEN
    PERFORM access.refuse('not_of_this_key');
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/' || a_case, 0));
  DELETE FROM statistics.compound c WHERE c.mark = a_mark;
  INSERT INTO statistics.compound SELECT DISTINCT a_year, h, a_mark, a_key FROM unnest(the_hashes) h;
END $$;

-- The pairs of the files that the acting member leads: a code, and what was answered from here. Of the other side nothing, not
-- even whether it has answered.
CREATE FUNCTION statistics.my_pairs() RETURNS TABLE (case_id uuid, code text, year smallint, says text, is_closed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.case_id, p.code, p.year, CASE WHEN p.one = m.mark THEN p.one_says ELSE p.other_says END,
         EXISTS (SELECT FROM keys.year_key k WHERE k.year = p.year AND k.wrapped IS NULL)
    FROM (SELECT DISTINCT h.case_id, statistics.mark('case', h.case_id) AS mark FROM access.held() h WHERE h.basis = 'lead') m
    JOIN statistics.once o ON o.mark = m.mark AND o.agency_id = access.current_agency()
    JOIN statistics.pair p ON m.mark IN (p.one, p.other)
   ORDER BY p.year DESC, p.code LIMIT 200
$$;

-- What the lead of a file says of a pair that the file is in. Either may change their answer while the count is open, but a "not
-- the same" ends the pair for good.
CREATE FUNCTION statistics.answer_pair(a_case uuid, a_code text, says_what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.pair; a_mark uuid;
BEGIN
  IF EXISTS (SELECT FROM access.held() h WHERE h.case_id = a_case AND h.basis = 'lead') THEN
    a_mark := statistics.mark('case', a_case);
  END IF;
  SELECT * INTO p FROM statistics.pair k WHERE k.code = a_code AND a_mark IN (k.one, k.other) FOR UPDATE;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_pair'); END IF;
  IF EXISTS (SELECT FROM keys.year_key k WHERE k.year = p.year AND k.wrapped IS NULL) THEN
    PERFORM access.refuse('count_is_closed');
  END IF;
  UPDATE statistics.pair k
     SET one_says = CASE WHEN k.one = a_mark AND k.one_says IS DISTINCT FROM 'not_same' THEN says_what ELSE k.one_says END,
         other_says = CASE WHEN k.other = a_mark AND k.other_says IS DISTINCT FROM 'not_same' THEN says_what ELSE k.other_says END
   WHERE k.code = p.code;
END $$;

-- An open pair by its code, for the coordinator whom both agencies have named: which two, and who has answered; not what.
CREATE FUNCTION statistics.open_pair(a_code text)
RETURNS TABLE (year smallint, one_agency uuid, other_agency uuid, one_answered boolean, other_answered boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.year, p.one_agency, p.other_agency, p.one_says IS NOT NULL, p.other_says IS NOT NULL FROM statistics.pair p
   WHERE p.code = a_code AND statistics.stands(p) = 'open'
     AND p.one_agency IN (SELECT statistics.my_agencies()) AND p.other_agency IN (SELECT statistics.my_agencies())
     AND NOT EXISTS (SELECT FROM keys.year_key k WHERE k.year = p.year AND k.wrapped IS NULL)
$$;

-- Find the pairs of a year that is over: two agencies, one mark in common, of which one was not looked at before. The worker
-- does it when an operator asks for it; no save does. How many are new.
CREATE FUNCTION statistics.look_for_pairs(a_year integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer; a_key uuid;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker'); END IF;
  IF a_year >= extract(year FROM access.domain_now() AT TIME ZONE 'UTC') THEN PERFORM access.refuse('year_is_not_over'); END IF;
  SELECT k.id INTO a_key FROM keys.year_key k WHERE k.year = a_year AND k.wrapped IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 0; END IF;
  INSERT INTO statistics.pair (code, year, one, other, one_agency, other_agency)
  SELECT statistics.new_code(), a_year, m.one, m.other, m.one_agency, m.other_agency FROM (
    SELECT DISTINCT a.mark AS one, b.mark AS other, x.agency_id AS one_agency, y.agency_id AS other_agency
      FROM statistics.compound a
      JOIN statistics.compound b ON b.year = a.year AND b.hash = a.hash AND a.mark < b.mark AND b.key_id = a.key_id
      JOIN statistics.once x ON x.mark = a.mark AND x.agreed
      JOIN statistics.once y ON y.mark = b.mark AND y.agreed
     WHERE a.year = a_year AND a.key_id = a_key AND x.agency_id <> y.agency_id AND NOT (x.looked AND y.looked)) m
      ON CONFLICT (one, other) DO NOTHING;
  GET DIAGNOSTICS n = ROW_COUNT;
  UPDATE statistics.once o SET looked = true
   WHERE NOT o.looked AND EXISTS (SELECT FROM statistics.compound c WHERE c.mark = o.mark AND c.year = a_year AND c.key_id = a_key);
  RETURN n;
END $$;

-- Eight signs that are not mixed up when they are said aloud; from the server's randomness.
CREATE FUNCTION statistics.new_code() RETURNS text
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + get_byte(r.bytes, n) % 31, 1), '')
    FROM (SELECT sha256(convert_to(gen_random_uuid()::text || gen_random_uuid(), 'UTF8')) AS bytes) r, generate_series(0, 7) n
$$;

-- The count of a year is over: its key is destroyed, and with it every mark. What was answered stays. The row of the key keeps
-- the day, and no other key is made for that year. How many marks are gone.
CREATE FUNCTION statistics.close_count(a_year integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer; today date := (access.domain_now() AT TIME ZONE 'UTC')::date;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker'); END IF;
  IF a_year >= extract(year FROM today) THEN PERFORM access.refuse('year_is_not_over'); END IF;
  INSERT INTO keys.year_key AS k (year, id, wrapped, destroyed_on) VALUES (a_year, gen_random_uuid(), NULL, today)
      ON CONFLICT (year) DO UPDATE SET wrapped = NULL, destroyed_on = COALESCE(k.destroyed_on, today);
  DELETE FROM statistics.compound c WHERE c.year = a_year;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Which counts were looked at or closed, and when: numbers and days, for the operator.
CREATE FUNCTION statistics.counts() RETURNS TABLE (year smallint, destroyed_on date, pairs bigint, still_open bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.year, k.destroyed_on, (SELECT count(*) FROM statistics.pair p WHERE p.year = k.year),
         (SELECT count(*) FROM statistics.pair p WHERE p.year = k.year AND statistics.stands(p) = 'open')
    FROM keys.year_key k WHERE access.is_worker() ORDER BY k.year
$$;

-- What decided pairs take from the registered of a year: of each group of facts that are one person all but the earliest. A group
-- in which anybody said "not the same" takes nothing, and its pairs are open. Answers for agencies that named the reader.
CREATE FUNCTION statistics.counted_once(the_agencies uuid[], a_year integer)
RETURNS TABLE (kind text, agency_id uuid, value text, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE ours AS (
    SELECT a FROM unnest(the_agencies) a WHERE a IN (SELECT statistics.my_agencies())
  ), pairs AS (
    SELECT p.one, p.other, statistics.stands(p) AS stands FROM statistics.pair p
     WHERE p.year = a_year AND p.one_agency IN (SELECT a FROM ours) AND p.other_agency IN (SELECT a FROM ours)
  ), edges AS (
    SELECT one, other FROM pairs WHERE stands = 'same' UNION ALL SELECT other, one FROM pairs WHERE stands = 'same'
  ), reached(start, mark) AS (
    SELECT one, one FROM edges UNION SELECT r.start, e.other FROM reached r JOIN edges e ON e.one = r.mark
  ), grouped AS (
    SELECT start AS mark, min(mark::text) AS person FROM reached GROUP BY start
  ), disputed AS (
    SELECT DISTINCT a.person FROM pairs p JOIN grouped a ON a.mark = p.one JOIN grouped b ON b.mark = p.other
     WHERE p.stands = 'not_same' AND a.person = b.person
  ), ordered AS (
    SELECT p.*, row_number() OVER (PARTITION BY g.person ORDER BY
             COALESCE(o.began, greatest(p.quarter, make_date(p.registered, 1, 1))), p.quarter, p.mark) AS place
      FROM grouped g JOIN statistics.person p ON p.mark = g.mark JOIN statistics.once o ON o.mark = g.mark
     WHERE g.person NOT IN (SELECT person FROM disputed)
  )
  SELECT 'twice', a.agency_id, a.value, -sum(a.number) FROM ordered r
    JOIN statistics.person p ON p.mark = r.mark, LATERAL statistics.added(p) a
   WHERE r.place > 1 AND a.dim = 'registered' GROUP BY 2, 3
  UNION ALL
  SELECT CASE WHEN p.stands = 'same' AND NOT EXISTS (SELECT FROM grouped g JOIN disputed USING (person) WHERE g.mark = p.one)
              THEN 'decided' ELSE 'open' END, NULL, NULL, count(*)
    FROM pairs p WHERE p.stands <> 'not_same' GROUP BY 1
  UNION ALL
  SELECT 'not_compared', NULL, NULL, count(*) FROM statistics.person p LEFT JOIN statistics.once o ON o.mark = p.mark
   WHERE p.registered = a_year AND p.agency_id IN (SELECT a FROM ours) AND o.looked IS NOT TRUE
     AND NOT EXISTS (SELECT FROM statistics.compound c JOIN keys.year_key k ON k.id = c.key_id WHERE c.mark = p.mark)
  ORDER BY 1, 2, 3
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA statistics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.agree_once(uuid, boolean), statistics.agreed_once(uuid), statistics.to_compare(uuid[]),
  statistics.note_compounds(uuid, uuid, bytea[]), statistics.my_pairs(), statistics.answer_pair(uuid, text, text) TO safeconduct_app;
GRANT EXECUTE ON FUNCTION statistics.look_for_pairs(integer), statistics.close_count(integer), statistics.counts() TO safeconduct_worker;
GRANT EXECUTE ON FUNCTION statistics.open_pair(text), statistics.counted_once(uuid[], integer) TO safeconduct_statistics;
