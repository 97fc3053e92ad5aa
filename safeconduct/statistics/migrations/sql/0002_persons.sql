-- One fact for each own case: what a figure asks of a person, in classes. Each section writes its own columns.

CREATE TABLE statistics.person (
  mark uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  quarter date NOT NULL CHECK (quarter = date_trunc('quarter', quarter)::date),
  touched date NOT NULL CHECK (touched = date_trunc('quarter', touched)::date),
  objects boolean NOT NULL DEFAULT false,
  sex text, age text, citizen text,
  born text,
  status text, form text, registered smallint, registered_by text,
  rights text[], follow_up text[], claims jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT who_objects_is_in_the_total_alone CHECK (NOT objects OR (sex IS NULL AND age IS NULL AND citizen IS NULL
    AND born IS NULL AND status IS NULL AND form IS NULL AND rights IS NULL AND follow_up IS NULL AND claims = '{}'))
);
CREATE INDEX persons_by_year ON statistics.person (registered, agency_id) WHERE registered IS NOT NULL;

-- How many files or referrals are not counted yet, as the worker found last.
CREATE TABLE statistics.uncounted (
  agency_id uuid NOT NULL, kind text NOT NULL CHECK (kind IN ('loop', 'person')), number integer NOT NULL CHECK (number >= 0),
  PRIMARY KEY (agency_id, kind)
);

-- What a person's fact adds to the tallies, each word with how much: one, or an amount.
CREATE FUNCTION statistics.added(p statistics.person)
RETURNS TABLE (agency_id uuid, side text, quarter date, dim text, value text, part text, number integer)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.agency_id, 'person', p.quarter, 'all', '', split_part(w.word, '=', 1),
         COALESCE(NULLIF(split_part(w.word, '=', 2), ''), '1')::integer
    FROM (
      SELECT 'cases' AS word
      UNION ALL SELECT 'objects' WHERE p.objects
      UNION ALL SELECT 'touched:' || to_char(p.touched, 'YYYY"q"Q')
      UNION ALL SELECT u.word FROM (VALUES ('unknown:sex', p.sex), ('unknown:age', p.age), ('unknown:citizenship', p.citizen))
                  AS u(word, said) WHERE NOT p.objects AND COALESCE(u.said, 'UNK') = 'UNK'
      UNION ALL SELECT 'unknown:form' WHERE p.registered IS NOT NULL AND NOT p.objects AND COALESCE(p.form, 'UNK') = 'UNK'
      UNION ALL SELECT 'contradiction:age' WHERE p.born <> p.age AND p.born <> 'UNK' AND p.age <> 'UNK'
      UNION ALL SELECT unnest(p.rights)
      UNION ALL SELECT unnest(p.follow_up)
      UNION ALL SELECT jsonb_array_elements_text(c.value) FROM jsonb_each(p.claims) c
    ) w
   WHERE p.mark IS NOT NULL
  UNION ALL
  SELECT p.agency_id, 'person', make_date(p.registered, 1, 1), 'registered',
         CASE WHEN p.objects THEN 'withheld' ELSE concat_ws('|', COALESCE(p.status, 'UNK'), COALESCE(p.registered_by, 'UNK'),
           COALESCE(p.sex, 'UNK'), COALESCE(p.age, 'UNK'), COALESCE(p.citizen, 'UNK'), COALESCE(p.form, 'UNK')) END,
         'registered', 1
   WHERE p.mark IS NOT NULL AND p.registered IS NOT NULL
  UNION ALL
  SELECT p.agency_id, 'person', make_date(p.registered, 1, 1), 'checked', 'contradiction:age', 'registered', 1
   WHERE p.registered IS NOT NULL AND p.born <> p.age AND p.born <> 'UNK' AND p.age <> 'UNK'
$$;

-- One fact takes the place of another: only what differs goes to the tallies.
CREATE FUNCTION statistics.put_person(was statistics.person, made statistics.person) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF was IS NOT DISTINCT FROM made THEN RETURN; END IF;
  IF made.mark IS NULL THEN
    DELETE FROM statistics.person p WHERE p.mark = was.mark;
  ELSE
    DELETE FROM statistics.person p WHERE p.mark = made.mark;
    INSERT INTO statistics.person SELECT made.*;
  END IF;
  INSERT INTO statistics.tally
  SELECT d.agency_id, d.side, d.quarter, d.dim, d.value, d.part, sum(d.number)
    FROM (SELECT * FROM statistics.added(made)
          UNION ALL
          SELECT o.agency_id, o.side, o.quarter, o.dim, o.value, o.part, -o.number FROM statistics.added(was) o) d
   GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(d.number) <> 0;
END $$;

-- The fact of an own case of the acting member's agency, locked; no case here is nobody, and what was received is no person.
CREATE FUNCTION statistics.person_of(a_case uuid) RETURNS statistics.person
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.person; c access."case"; today date := date_trunc('quarter', access.domain_now() AT TIME ZONE 'UTC')::date;
BEGIN
  SELECT * INTO c FROM access."case" k WHERE k.id = a_case AND k.kind = 'own' AND k.agency_id = access.current_agency();
  IF NOT FOUND THEN RETURN NULL; END IF;
  -- Two sections of one case may be saved at once, and both may be the first: the second waits.
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/' || a_case, 0));
  SELECT * INTO p FROM statistics.person o WHERE o.mark = statistics.mark('case', a_case);
  IF NOT FOUND THEN
    p := ROW(statistics.mark('case', a_case), c.agency_id, date_trunc('quarter', c.opened_at AT TIME ZONE 'UTC')::date, today,
             false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}');
  END IF;
  RETURN p;
END $$;

-- What was saved: a section's own columns and no other. Who objects leaves nothing but that they are registered.
CREATE FUNCTION statistics.note_person(a_case uuid, a_source text, said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE was statistics.person; made statistics.person; a_year smallint;
BEGIN
  made := statistics.person_of(a_case);
  IF made.mark IS NULL THEN RETURN; END IF;
  IF EXISTS (SELECT FROM jsonb_path_query(said, 'strict $.**?(@.type() == "string")') w
              WHERE w #>> '{}' !~ '^[A-Za-z0-9_-]{1,60}(:[A-Za-z0-9_]{1,60})?(=[0-9]{1,9})?$') THEN
    PERFORM access.refuse('not_a_part');
  END IF;
  SELECT * INTO was FROM statistics.person p WHERE p.mark = made.mark;
  made.touched := date_trunc('quarter', access.domain_now() AT TIME ZONE 'UTC')::date;
  a_year := extract(year FROM access.domain_now() AT TIME ZONE 'UTC');
  IF a_source = 'exploitation' THEN
    IF said->>'status' IN ('identified', 'presumed', 'declined_identification') THEN
      -- An earlier year is said of a file that was there before the figures.
      made.registered := COALESCE(made.registered, greatest(2000, least(a_year, (said->>'year')::smallint)));
      made.registered_by := COALESCE(made.registered_by, said->>'by');
    ELSE
      made.registered := NULL; made.registered_by := NULL;
    END IF;
  END IF;
  IF NOT made.objects THEN
    CASE a_source
      WHEN 'profile' THEN made.sex := said->>'sex'; made.age := said->>'age'; made.citizen := said->>'citizen';
      WHEN 'identity' THEN made.born := said->>'born';
      WHEN 'exploitation' THEN made.status := said->>'status'; made.form := said->>'form';
      WHEN 'rights' THEN made.rights := ARRAY(SELECT jsonb_array_elements_text(said->'parts'));
      WHEN 'follow_up' THEN made.follow_up := ARRAY(SELECT jsonb_array_elements_text(said->'parts'));
      WHEN 'claim' THEN
        made.claims := made.claims || jsonb_build_object(statistics.mark('claim', (said->>'id')::uuid)::text, said->'parts');
      ELSE NULL;
    END CASE;
  END IF;
  PERFORM statistics.put_person(was, made);
END $$;

-- The same of many at once.
CREATE FUNCTION statistics.note_people(the_cases uuid[], the_sources text[], the_words jsonb[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer;
BEGIN
  FOR n IN 1 .. COALESCE(array_length(the_cases, 1), 0) LOOP
    PERFORM statistics.note_person(the_cases[n], the_sources[n], the_words[n]);
  END LOOP;
END $$;

-- A section was erased: its columns are empty. "" is the whole file, and then there is no fact any more.
CREATE FUNCTION statistics.forget_person(a_case uuid, a_source text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE was statistics.person; made statistics.person;
BEGIN
  SELECT * INTO was FROM statistics.person p
   WHERE p.mark = statistics.mark('case', a_case) AND p.agency_id = access.current_agency() FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  made := was;
  CASE a_source
    WHEN '' THEN made := NULL;
    WHEN 'profile' THEN made.sex := NULL; made.age := NULL; made.citizen := NULL;
    WHEN 'identity' THEN made.born := NULL;
    WHEN 'exploitation' THEN
      made.status := NULL; made.form := NULL; made.registered := NULL; made.registered_by := NULL;
    WHEN 'plan' THEN made.rights := NULL; made.follow_up := NULL; 
    WHEN 'legal' THEN made.claims := '{}';
    ELSE NULL;
  END CASE;
  PERFORM statistics.put_person(was, made);
END $$;

-- The person says no to figures, or yes again. A no empties the fact at once; a yes fills it when the sections are saved.
CREATE FUNCTION statistics.object_to(a_case uuid, a_no boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE was statistics.person; made statistics.person;
BEGIN
  IF NOT EXISTS (SELECT FROM access.cases_in_hand() h WHERE h = a_case) THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  made := statistics.person_of(a_case);
  IF made.mark IS NULL THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  SELECT * INTO was FROM statistics.person p WHERE p.mark = made.mark;
  made.objects := a_no;
  IF a_no THEN
    made.sex := NULL; made.age := NULL; made.citizen := NULL; made.born := NULL; made.status := NULL; made.form := NULL;
    made.rights := NULL; made.follow_up := NULL; made.claims := '{}';
  END IF;
  PERFORM statistics.put_person(was, made);
END $$;

-- Whether they did, for whoever has the case in hand.
CREATE FUNCTION statistics.objects(a_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE((SELECT p.objects FROM statistics.person p WHERE p.mark = statistics.mark('case', a_case)
                      AND a_case IN (SELECT access.cases_in_hand())), false)
$$;

-- The worker says how many referrals each agency has; what is not counted of them, and of own cases, is kept for pages.
CREATE FUNCTION statistics.say_uncounted(the_agencies uuid[], the_numbers integer[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker'); END IF;
  DELETE FROM statistics.uncounted u WHERE true;
  INSERT INTO statistics.uncounted
  SELECT a.agency_id, 'loop', greatest(0, a.number - COALESCE(l.number, 0))
    FROM unnest(the_agencies, the_numbers) AS a(agency_id, number)
    LEFT JOIN (SELECT o.agency_id, count(*)::integer AS number FROM statistics.loop o GROUP BY 1) l USING (agency_id);
  INSERT INTO statistics.uncounted
  SELECT c.agency_id, 'person', greatest(0, c.number - COALESCE(p.number, 0))
    FROM (SELECT k.agency_id, count(*)::integer AS number FROM access."case" k WHERE k.kind = 'own' GROUP BY 1) c
    LEFT JOIN (SELECT o.agency_id, count(*)::integer AS number FROM statistics.person o GROUP BY 1) p USING (agency_id);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA statistics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.note_person(uuid, text, jsonb), statistics.note_people(uuid[], text[], jsonb[]),
  statistics.forget_person(uuid, text), statistics.object_to(uuid, boolean), statistics.objects(uuid) TO safeconduct_app;
GRANT EXECUTE ON FUNCTION statistics.say_uncounted(uuid[], integer[]) TO safeconduct_worker;
