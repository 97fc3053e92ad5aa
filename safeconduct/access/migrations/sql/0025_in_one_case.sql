-- Who asks about one case is answered by what they hold in it. As `access.held`, of one case; a test holds the two together.
CREATE FUNCTION access.my_grants_in(a_case uuid) RETURNS TABLE (
  case_id uuid, section text, can_edit boolean, purpose text, basis text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
  as_what text;
BEGIN
  IF me IS NULL THEN RETURN; END IF;
  SELECT m.agency_id, m.profession INTO mine, as_what FROM agencies.member m WHERE m.id = me;
  RETURN QUERY SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until FROM access.grants g
     WHERE g.holder_member = me AND g.case_id = a_case AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
       AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in));
  RETURN QUERY SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until FROM access.grants g
     WHERE g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
       AND g.case_id = a_case AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND as_what = ANY (g.professions)
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
END $$;

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
