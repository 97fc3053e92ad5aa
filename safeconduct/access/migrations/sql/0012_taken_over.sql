-- "Who saw my data" says as well what a receiver has taken over into a file of its own: there it stays when the person
-- takes the rest back.
CREATE OR REPLACE FUNCTION access.who_saw(a_case uuid) RETURNS TABLE (
  at timestamptz, agency_id uuid, role text, action text, section text, purpose text, referral_id uuid
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT r.at, r.agency_id, r.actor_role, r.action, r.section, r.purpose, r.referral_id
    FROM audit.record r
   WHERE r.case_id = a_case AND r.outcome = 'done' AND r.section <> ''
     AND r.action IN ('section:read', 'section:read_there', 'section:told', 'section:saved', 'section:copied_there')
     AND a_case = ANY (ARRAY(SELECT access.cases_in_hand()))
   ORDER BY r.at DESC
   LIMIT 500
$$;
