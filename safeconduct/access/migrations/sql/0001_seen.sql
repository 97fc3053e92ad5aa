-- "Who saw my data": the readings and disclosures of one case, for those who hold it and sit beside the person.
-- The audit itself is readable by no serving role; agencies and roles are shown, never the member.

CREATE FUNCTION access.who_saw(a_case uuid) RETURNS TABLE (
  at timestamptz, agency_id uuid, role text, action text, section text, purpose text, referral_id uuid
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT r.at, r.agency_id, r.actor_role, r.action, r.section, r.purpose, r.referral_id
    FROM audit.record r
   WHERE r.case_id = a_case AND r.outcome = 'done' AND r.section <> ''
     AND r.action IN ('section:read', 'section:read_there', 'section:told', 'section:saved')
     AND a_case = ANY (ARRAY(SELECT access.visible_cases()))
   ORDER BY r.at DESC
   LIMIT 500
$$;
