-- Who of the own agency can hear a complaint of a person: supervises or administers, is there, and has no part in the
-- case by whatever grant, now or in the last ninety days. For who has the case in hand; at most fifty.
CREATE FUNCTION access.outside(a_case uuid) RETURNS TABLE (member_id uuid, name text, profession text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.id, m.name, m.profession
    FROM agencies.member m
   WHERE m.agency_id = access.current_agency() AND m.suspended_at IS NULL
     AND (m.supervises OR m.profession = 'administrator') AND m.id <> access.current_member()
     AND a_case IN (SELECT access.cases_in_hand())
     AND NOT EXISTS (SELECT FROM access.grants g
                      WHERE g.case_id = a_case AND g.holder_member = m.id
                        AND (g.ended_at IS NULL OR g.ended_at > access.domain_now() - interval '90 days'))
   ORDER BY m.name, m.id LIMIT 50
$$;
