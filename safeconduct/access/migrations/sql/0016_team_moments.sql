-- When somebody began or ceased to lead a case or to have a place in it, took the lead over, or read in an emergency: the
-- newest before a moment, by profession and never by name; for who has the case in hand by another right than an emergency.
-- What ends has the mark of what began, made into another one, so that each moment has one of its own.
CREATE FUNCTION access.team_moments(a_case uuid, before_at timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, at timestamptz, what text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH spans AS MATERIALIZED (
    SELECT (array_agg(g.id ORDER BY g.id))[1] AS id, g.basis, m.profession, g.valid_from AS begun,
           CASE WHEN g.ended_at IS NULL AND g.valid_until <= access.domain_now() THEN g.valid_until ELSE g.ended_at END AS over,
           COALESCE(g.ended_why, '') AS why
      FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member
     WHERE g.case_id = a_case AND g.basis IN ('lead', 'place') AND NOT g.discloses
       AND a_case IN (SELECT access.cases_in_hand())
     GROUP BY g.holder_member, g.basis, m.profession, g.valid_from, over, why
  ), moments AS (
    SELECT s.id, s.begun AS at, s.basis || '_begun' AS what, s.profession AS role FROM spans s
     UNION ALL
    SELECT md5(s.id::text || 'over')::uuid, s.over, s.basis || '_over', s.profession FROM spans s
     WHERE s.over IS NOT NULL AND s.why <> 'leads_now'
     UNION ALL
    SELECT t.id, t.at, 'taken_over', m.profession
      FROM access.taken_over t JOIN agencies.member m ON m.id = t.member_id
     WHERE t.case_id = a_case AND a_case IN (SELECT access.cases_in_hand())
     UNION ALL
    SELECT b.id, b.at, 'emergency', m.profession
      FROM access.break_glass_use b JOIN agencies.member m ON m.id = b.member_id
     WHERE b.case_id = a_case AND a_case IN (SELECT access.cases_in_hand())
  )
  SELECT o.id, o.at, o.what, o.role FROM moments o
   WHERE before_at IS NULL OR (o.at, o.id) < (before_at, before_id)
   ORDER BY o.at DESC, o.id DESC LIMIT least(most, 200)
$$;
REVOKE ALL ON FUNCTION access.team_moments(uuid, timestamptz, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.team_moments(uuid, timestamptz, uuid, integer) TO safeconduct_app;
