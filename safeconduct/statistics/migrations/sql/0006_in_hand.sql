-- A person's fact is written by whoever may open something of the case. Before, anybody of the agency could say what they
-- liked of a person whose number they had. What is not theirs is nobody: nothing is written, and nothing is told.
CREATE OR REPLACE FUNCTION statistics.person_of(a_case uuid) RETURNS statistics.person
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.person; c access."case"; today date := date_trunc('quarter', access.domain_now() AT TIME ZONE 'UTC')::date;
BEGIN
  SELECT * INTO c FROM access."case" k WHERE k.id = a_case AND k.kind = 'own' AND k.agency_id = access.current_agency();
  IF NOT FOUND OR NOT EXISTS (SELECT FROM access.held() h WHERE h.case_id = a_case) THEN RETURN NULL; END IF;
  -- Two sections of one case may be saved at once, and both may be the first: the second waits.
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/' || a_case, 0));
  SELECT * INTO p FROM statistics.person o WHERE o.mark = statistics.mark('case', a_case);
  IF NOT FOUND THEN
    p := ROW(statistics.mark('case', a_case), c.agency_id, date_trunc('quarter', c.opened_at AT TIME ZONE 'UTC')::date, today,
             false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}');
  END IF;
  RETURN p;
END $$;

-- As before; but a file is forgotten when it is gone, and a section by who has the case in hand or decides for the agency.
CREATE OR REPLACE FUNCTION statistics.forget_person(a_case uuid, a_source text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE was statistics.person; made statistics.person;
BEGIN
  IF a_source = '' THEN
    IF EXISTS (SELECT FROM access."case" k WHERE k.id = a_case) THEN RETURN; END IF;
  ELSIF NOT EXISTS (SELECT FROM access.held() h WHERE h.case_id = a_case)
    AND NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = access.current_member() AND m.supervises
                       AND m.profession <> 'administrator') THEN RETURN;
  END IF;
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
