-- "Who saw my data" says as well what was given to another agency as a file: the line names that agency, without a role,
-- for nobody here learns who opens it there.
CREATE OR REPLACE FUNCTION access.who_saw(a_case uuid) RETURNS TABLE (
  at timestamptz, agency_id uuid, role text, action text, section text, purpose text, referral_id uuid
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT r.at,
         CASE r.action WHEN 'section:given_as_file' THEN (r.detail ->> 'agency')::uuid ELSE r.agency_id END,
         CASE r.action WHEN 'section:given_as_file' THEN '' ELSE r.actor_role END,
         r.action, r.section, r.purpose, r.referral_id
    FROM audit.record r
   WHERE r.case_id = a_case AND r.outcome = 'done' AND r.section <> ''
     AND r.action IN ('section:read', 'section:read_there', 'section:told', 'section:saved', 'section:copied_there',
                      'section:given_as_file')
     AND a_case = ANY (ARRAY(SELECT access.cases_in_hand()))
   ORDER BY r.at DESC
   LIMIT 500
$$;
