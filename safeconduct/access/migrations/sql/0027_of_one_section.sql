-- What `access.my_grants` gives, of one section: a list of aliases reads one of each file's, and read all. A test holds the
-- two together, and likewise what follows.
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

-- Of the files that the caller leads the pairs of these sections. Nobody leads by a team.
CREATE FUNCTION access.my_leads_of(sections text[]) RETURNS TABLE (case_id uuid, section text)
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
     WHERE g.holder_member = me AND g.section = ANY (sections) AND g.basis = 'lead' AND g.ended_at IS NULL
       AND NOT g.discloses AND g.agency_id = mine AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
END $$;

-- The files that the caller leads, whatever of them.
CREATE FUNCTION access.cases_that_i_lead() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
BEGIN
  SELECT m.agency_id INTO mine FROM agencies.member m WHERE m.id = me;
  RETURN ARRAY(
    SELECT DISTINCT g.case_id FROM access.grants g
     WHERE g.holder_member = me AND g.basis = 'lead' AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at));
END $$;

-- As before (0009) in what it gives, from the index alone.
CREATE OR REPLACE FUNCTION access.cases_in_hand() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
  as_what text;
BEGIN
  SELECT m.agency_id, m.profession INTO mine, as_what FROM agencies.member m WHERE m.id = me;
  RETURN QUERY
    SELECT g.case_id FROM access.grants g
     WHERE g.holder_member = me AND g.basis <> 'break_glass' AND g.ended_at IS NULL AND NOT g.discloses
       AND g.agency_id = mine AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
     UNION
    SELECT g.case_id FROM access.grants g
     WHERE g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
       AND g.basis <> 'break_glass' AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND as_what = ANY (g.professions)
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
END $$;

-- As before (0026). Whoever reads one section of many cases says so (`safeconduct.section`), and it alone is in sight then;
-- likewise that can only take away. Written out, since a function that asks a function keeps its rows twice.
CREATE OR REPLACE FUNCTION access.sections_in_sight() RETURNS TABLE (case_id uuid, section text)
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE
  alone uuid := NULLIF(current_setting('safeconduct.case', true), '');
  one text := NULLIF(current_setting('safeconduct.section', true), '');
  me uuid;
  at timestamptz;
  mine uuid;
  as_what text;
BEGIN
  IF alone IS NULL AND one IS NULL THEN
    RETURN QUERY SELECT v.case_id, v.section FROM access.visible_sections() v;
    RETURN;
  END IF;
  me := access.current_member();
  at := access.domain_now();
  SELECT m.agency_id, m.profession INTO mine, as_what FROM agencies.member m WHERE m.id = me;
  IF alone IS NOT NULL THEN
    RETURN QUERY
      SELECT g.case_id, g.section FROM access.grants g
       WHERE g.case_id = alone AND g.holder_member = me AND (one IS NULL OR g.section = one) AND g.ended_at IS NULL
         AND NOT g.discloses AND g.agency_id = mine AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
         AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in));
    RETURN QUERY
      SELECT g.case_id, g.section FROM access.grants g
       WHERE g.case_id = alone AND g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
         AND (one IS NULL OR g.section = one) AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
         AND as_what = ANY (g.professions)
         AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
  ELSE
    RETURN QUERY
      SELECT g.case_id, g.section FROM access.grants g
       WHERE g.holder_member = me AND g.section = one AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
         AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
         AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in));
    RETURN QUERY
      SELECT g.case_id, g.section FROM access.grants g
       WHERE g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
         AND g.section = one AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
         AND as_what = ANY (g.professions)
         AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
  END IF;
END $$;

-- As before (0024). Whoever lists own files says so (`safeconduct.own`): a consent or a ground opens what was received, and
-- nothing else, and is not looked at then. Likewise that can only take away.
CREATE OR REPLACE FUNCTION access.cases_open_to_me() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
  as_what text;
BEGIN
  SELECT m.agency_id, m.profession INTO mine, as_what FROM agencies.member m WHERE m.id = me;
  IF current_setting('safeconduct.own', true) = 'yes' THEN
    -- A file for each of its sections: whoever looks them up passes over the same one sooner than it is counted once here.
    RETURN ARRAY(
      SELECT g.case_id FROM access.grants g
       WHERE g.holder_member = me AND g.basis <> 'consent' AND g.basis <> 'ground' AND g.ended_at IS NULL AND NOT g.discloses
         AND g.agency_id = mine AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
         AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in)));
  END IF;
  RETURN ARRAY(
    SELECT DISTINCT g.case_id FROM access.grants g
     WHERE g.holder_member = me AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
       AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in))
    ) || ARRAY(
    SELECT DISTINCT g.case_id FROM access.grants g
     WHERE g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
       AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine AND as_what = ANY (g.professions)
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at));
END $$;
