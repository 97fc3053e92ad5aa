-- What `access.my_grants` gives, of one section: a list of aliases reads one of each file's, and read all. A test holds the
-- two together.
CREATE FUNCTION access.my_grants_of(a_section text) RETURNS TABLE (case_id uuid, purpose text, basis text)
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
  as_what text;
BEGIN
  SELECT m.agency_id, m.profession INTO mine, as_what FROM agencies.member m WHERE m.id = me;
  RETURN QUERY
    SELECT g.case_id, g.purpose, g.basis FROM access.grants g
     WHERE g.holder_member = me AND g.section = a_section AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
       AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in));
  RETURN QUERY
    SELECT g.case_id, g.purpose, g.basis FROM access.grants g
     WHERE g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
       AND g.section = a_section AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND as_what = ANY (g.professions)
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
END $$;

-- Likewise the pairs of the files that the caller leads: what Today asks all its parts by.
CREATE FUNCTION access.my_leads() RETURNS TABLE (case_id uuid, section text)
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
BEGIN
  SELECT m.agency_id INTO mine FROM agencies.member m WHERE m.id = me;
  RETURN QUERY
    SELECT g.case_id, g.section FROM access.grants g
     WHERE g.holder_member = me AND g.basis = 'lead' AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
END $$;

-- As before (0026). Whoever reads one section of many cases says so (`safeconduct.section`), and it alone is in sight then;
-- likewise that can only take away.
CREATE OR REPLACE FUNCTION access.sections_in_sight() RETURNS TABLE (case_id uuid, section text)
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE
  alone uuid := NULLIF(current_setting('safeconduct.case', true), '');
  one text := NULLIF(current_setting('safeconduct.section', true), '');
BEGIN
  IF alone IS NOT NULL THEN
    RETURN QUERY SELECT h.case_id, h.section FROM access.my_grants_in(alone) h WHERE one IS NULL OR h.section = one;
  ELSIF one IS NOT NULL THEN
    RETURN QUERY SELECT h.case_id, one FROM access.my_grants_of(one) h;
  ELSE
    RETURN QUERY SELECT v.case_id, v.section FROM access.visible_sections() v;
  END IF;
END $$;
