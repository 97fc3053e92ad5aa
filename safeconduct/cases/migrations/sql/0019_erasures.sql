-- Until when a legal hold keeps what belongs to this own file: on the file, or on what was received beside it. NULL: none.
CREATE FUNCTION cases.held_until(a_case uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT max(h.until) FROM access.hold h
   WHERE h.until > access.domain_now()
     AND (h.case_id = a_case OR h.case_id IN (SELECT b.received_case FROM cases.beside b WHERE b.own_case = a_case))
     AND EXISTS (SELECT FROM access."case" c WHERE c.id = a_case AND c.agency_id = access.current_agency())
$$;

-- A second person of the agency decides: whoever supervises or has the case in hand, and never who asked. With "erased"
-- the keys of that section go and its versions with them, in this transaction; what else lay under those keys goes with
-- the worker's next round, which deletes what has no key. Nothing goes while a legal hold stands.
CREATE FUNCTION cases.decide_erasure(an_erasure uuid, a_verdict text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := access.me(); e cases.section_erasure; newest integer; n integer := 0;
BEGIN
  SELECT * INTO e FROM cases.section_erasure WHERE id = an_erasure FOR UPDATE;
  IF e.id IS NULL OR e.agency_id <> me.agency_id OR me.profession = 'administrator'
     OR NOT (me.supervises OR e.case_id IN (SELECT access.cases_in_hand())) THEN
    PERFORM access.refuse('not_yours_to_erase');
  END IF;
  IF e.verdict <> '' OR a_verdict NOT IN ('erased', 'declined') THEN PERFORM access.refuse('erasure_decided'); END IF;
  IF e.asked_by = me.id THEN PERFORM access.refuse('erasure_wants_two'); END IF;
  IF a_verdict = 'erased' THEN
    IF cases.held_until(e.case_id) IS NOT NULL THEN PERFORM access.refuse('erasure_held'); END IF;
    PERFORM FROM access."case" c WHERE c.id = e.case_id FOR UPDATE;
    SELECT max(k.generation) INTO newest FROM keys.section_key k WHERE k.case_id = e.case_id AND k.section = e.section;
    DELETE FROM keys.section_key k WHERE k.case_id = e.case_id AND k.section = e.section;
    GET DIAGNOSTICS n = ROW_COUNT;
    DELETE FROM cases.section_version v WHERE v.case_id = e.case_id AND v.section = e.section;
    IF e.section = 'identity' THEN
      DELETE FROM cases.party_mark m WHERE m.case_id = e.case_id AND m.standing = 'helped';
    END IF;
  END IF;
  UPDATE cases.section_erasure
     SET verdict = a_verdict, decided_by = me.id, decided_at = access.domain_now(), generation = newest
   WHERE id = e.id;
  RETURN n;
END $$;
