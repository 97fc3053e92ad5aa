-- How a matter changes hands, and how a conflict check is written. Only these functions do, and each asks who acts.

-- Whether a member keeps the legal matters of a case now, by leading it or by a place in it.
CREATE FUNCTION counsel.keeps(a_case uuid, a_member uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member AND m.agency_id = g.agency_id
     WHERE g.case_id = a_case AND g.section = 'legal' AND g.holder_member = a_member AND g.can_edit
       AND g.basis IN ('lead', 'place') AND g.ended_at IS NULL AND g.valid_from <= access.domain_now()
       AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
       AND m.suspended_at IS NULL AND m.profession = 'lawyer')
$$;

-- A matter gets this lawyer and this deputy, by its lawyer or deputy. Both keep the legal matters of its case.
CREATE FUNCTION counsel.hand_over(a_matter uuid, a_lawyer uuid, a_deputy uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member(); m counsel.matter;
BEGIN
  SELECT * INTO m FROM counsel.matter t WHERE t.id = a_matter AND me IN (t.lawyer_id, t.deputy_id) FOR UPDATE;
  IF m.id IS NULL OR NOT counsel.keeps(m.case_id, me) THEN PERFORM access.refuse('not_your_matter'); END IF;
  IF a_lawyer IS NULL OR NOT counsel.keeps(m.case_id, a_lawyer)
     OR (a_deputy IS NOT NULL AND NOT counsel.keeps(m.case_id, a_deputy)) THEN
    PERFORM access.refuse('keeps_no_legal_matters_here');
  END IF;
  UPDATE counsel.matter t SET lawyer_id = a_lawyer, deputy_id = a_deputy WHERE t.id = a_matter;
END $$;

-- The matters of a case that are left alone go to the acting member, who keeps its legal matters. Left alone is one of
-- which neither lawyer nor deputy can act any more because they have gone or let go themselves: never one from whose
-- lawyer somebody else has taken the case.
CREATE FUNCTION counsel.take_on(a_case uuid) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member();
BEGIN
  IF me IS NULL OR NOT counsel.keeps(a_case, me) THEN PERFORM access.refuse('keeps_no_legal_matters_here'); END IF;
  RETURN QUERY
    UPDATE counsel.matter t SET lawyer_id = me, deputy_id = NULL
     WHERE t.case_id = a_case AND me NOT IN (t.lawyer_id, COALESCE(t.deputy_id, t.lawyer_id))
       AND counsel.has_gone(a_case, t.lawyer_id) AND (t.deputy_id IS NULL OR counsel.has_gone(a_case, t.deputy_id))
    RETURNING t.id;
END $$;

CREATE FUNCTION counsel.has_gone(a_case uuid, a_member uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT NOT counsel.keeps(a_case, a_member) AND (
    EXISTS (SELECT FROM agencies.member m WHERE m.id = a_member AND m.suspended_at IS NOT NULL)
    OR COALESCE((SELECT g.ended_why IN ('lead_handed_on', 'handed_over', 'given_up') FROM access.grants g
                  WHERE g.case_id = a_case AND g.section = 'legal' AND g.holder_member = a_member AND g.ended_at IS NOT NULL
                  ORDER BY g.ended_at DESC LIMIT 1), false))
$$;

-- What the check for a conflict has said of this case: asked by somebody who has it in hand. It says nothing new to
-- whoever asks again: a check that was cleared stays so as long as it was of the same names.
CREATE FUNCTION counsel.put_check(a_case uuid, is_possible boolean, some_marks bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member(); ours uuid := access.current_agency(); said text;
BEGIN
  IF me IS NULL OR a_case NOT IN (SELECT access.cases_in_hand()) THEN PERFORM access.refuse('not_in_your_hand'); END IF;
  INSERT INTO counsel.conflict_check AS c (id, case_id, agency_id, member_id, state, marks, asked_at, cleared_by, cleared_at)
  VALUES (gen_random_uuid(), a_case, ours, me, CASE WHEN is_possible THEN 'possible_match' ELSE 'no_match' END,
          some_marks, access.domain_now(), NULL, NULL)
  ON CONFLICT (case_id) DO UPDATE
    SET state = CASE WHEN c.state = 'cleared' AND c.marks = excluded.marks THEN 'cleared' ELSE excluded.state END,
        cleared_by = CASE WHEN c.state = 'cleared' AND c.marks = excluded.marks THEN c.cleared_by END,
        cleared_at = CASE WHEN c.state = 'cleared' AND c.marks = excluded.marks THEN c.cleared_at END,
        member_id = excluded.member_id, marks = excluded.marks, asked_at = excluded.asked_at
  RETURNING c.state INTO said;
  RETURN said;
END $$;

-- Whether nobody else of the agency supervises: then whoever asked has nobody to go to but themselves.
CREATE FUNCTION counsel.supervises_alone(a_member uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM agencies.member m JOIN agencies.member me ON me.agency_id = m.agency_id
     WHERE me.id = a_member AND m.id <> a_member AND m.supervises AND m.profession <> 'administrator'
       AND m.suspended_at IS NULL)
$$;

-- Somebody who supervises and did not ask clears a possible match. It shows them neither the case nor the match.
CREATE FUNCTION counsel.clear_check(a_check uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); asker uuid;
BEGIN
  IF NOT me.supervises OR me.profession = 'administrator' THEN PERFORM access.refuse('not_yours_to_clear'); END IF;
  UPDATE counsel.conflict_check c SET state = 'cleared', cleared_by = me.id, cleared_at = access.domain_now()
   WHERE c.id = a_check AND c.agency_id = me.agency_id AND c.state = 'possible_match'
     AND (c.member_id <> me.id OR counsel.supervises_alone(me.id))
  RETURNING c.member_id INTO asker;
  IF asker IS NULL THEN PERFORM access.refuse('not_yours_to_clear'); END IF;
  RETURN asker;
END $$;

-- What waits to be cleared in the agency, for who supervises: which colleague asked, and when.
CREATE FUNCTION counsel.checks_to_clear() RETURNS TABLE (check_id uuid, member_id uuid, asked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT c.id, c.member_id, c.asked_at FROM counsel.conflict_check c, agencies.member me
   WHERE me.id = access.current_member() AND me.supervises AND me.profession <> 'administrator'
     AND c.agency_id = me.agency_id AND c.state = 'possible_match'
     AND (c.member_id <> me.id OR counsel.supervises_alone(me.id))
$$;
