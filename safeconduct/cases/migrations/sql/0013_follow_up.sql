-- Follow-ups of the own agency that are late by more than a week, or late at all where nobody leads any more, for whoever
-- supervises and does not lead the case: which file, who leads it, the day. Nothing of what is written; at most fifty.
CREATE FUNCTION access.follow_ups_late(today date) RETURNS TABLE (case_id uuid, lead text, due date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  IF me.id IS NULL OR NOT me.supervises OR me.profession = 'administrator' THEN RETURN; END IF;
  RETURN QUERY
  SELECT f.case_id, COALESCE(l.name, ''), f.due
    FROM cases.follow_up f
    JOIN access."case" c ON c.id = f.case_id AND c.agency_id = me.agency_id AND c.kind = 'own'
    LEFT JOIN LATERAL (SELECT m.id, m.name FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member
                        WHERE g.case_id = f.case_id AND g.basis = 'lead' AND g.ended_at IS NULL
                          AND m.suspended_at IS NULL LIMIT 1) l ON true
   WHERE f.due < today - CASE WHEN l.id IS NULL THEN 0 ELSE 7 END
     AND l.id IS DISTINCT FROM me.id
     AND NOT EXISTS (SELECT FROM cases.follow_up n WHERE n.case_id = f.case_id AND n.version > f.version)
     AND EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = f.case_id AND k.section = f.section
                                                  AND k.generation = f.generation)
   ORDER BY f.due, f.case_id LIMIT 50;
END $$;
REVOKE ALL ON FUNCTION access.follow_ups_late(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.follow_ups_late(date) TO safeconduct_app;
