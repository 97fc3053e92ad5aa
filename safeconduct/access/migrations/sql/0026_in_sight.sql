-- As before in what it gives.
CREATE OR REPLACE FUNCTION access.disclosures(a_case uuid) RETURNS TABLE (
  section text, team_id uuid, purpose text, basis text, ground text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE at timestamptz := access.domain_now();
BEGIN
  IF NOT EXISTS (SELECT FROM access.my_grants_in(a_case) h WHERE h.basis <> 'break_glass') AND NOT access.is_worker() THEN
    RETURN;
  END IF;
  RETURN QUERY
    SELECT g.section, g.holder_team, g.purpose, g.basis, g.ground, g.consent_id, g.consent_version, g.valid_until
      FROM access.grants g
     WHERE g.case_id = a_case AND g.discloses AND g.ended_at IS NULL AND g.valid_from <= at AND g.valid_until > at;
END $$;

-- Whoever reads one case says so (`safeconduct.case`), and its sections alone are in sight then. It can only take away: a
-- member to whom a section of that case is closed sees as little of it as before.
CREATE FUNCTION access.sections_in_sight() RETURNS TABLE (case_id uuid, section text)
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE alone uuid := NULLIF(current_setting('safeconduct.case', true), '');
BEGIN
  IF alone IS NULL THEN
    RETURN QUERY SELECT v.case_id, v.section FROM access.visible_sections() v;
  ELSE
    RETURN QUERY SELECT h.case_id, h.section FROM access.my_grants_in(alone) h;
  END IF;
END $$;
