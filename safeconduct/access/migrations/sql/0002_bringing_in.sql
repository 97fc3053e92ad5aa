-- Cases that are brought in from a file: many are opened at once, and taken back within a day.

-- Which import opened a case, for whom and when. No serving role has any privilege here.
CREATE TABLE access.brought (
  case_id uuid PRIMARY KEY REFERENCES access."case" (id),
  bringing_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  member_id uuid NOT NULL,
  at timestamptz NOT NULL,
  looked_at timestamptz,
  gone boolean,
  CONSTRAINT looked_at_says_what_came_of_it CHECK ((looked_at IS NULL) = (gone IS NULL))
);
CREATE INDEX brought_by_an_import ON access.brought (bringing_id, case_id) WHERE looked_at IS NULL;

-- As access.open_case, for many: the member opens them in the own agency and leads each.
CREATE FUNCTION access.open_cases(the_cases uuid[], a_purpose text, a_bringing uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); n integer;
BEGIN
  IF cardinality(the_cases) > 1000 THEN PERFORM access.refuse('too_many_at_once'); END IF;
  INSERT INTO access."case" (id, agency_id, kind, opened_at)
  SELECT c, me.agency_id, 'own', access.domain_now() FROM unnest(the_cases) c;
  -- What the policy gives is asked once for all of them.
  WITH given AS MATERIALIZED (
    SELECT p.section, access.allows(p.sector, p.profession, p.purpose, p.section, 'edit', p.basis) AS can_edit
      FROM access.policy p
     WHERE p.sector = access.sector_of(me.agency_id) AND p.profession = me.profession AND p.purpose = a_purpose
       AND p.action = 'open' AND p.basis = 'lead')
  INSERT INTO access.grants (case_id, agency_id, section, holder_member, can_edit, purpose, basis, valid_from)
  SELECT c, me.agency_id, g.section, me.id, g.can_edit, a_purpose, 'lead', access.domain_now()
    FROM unnest(the_cases) c CROSS JOIN given g;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n = 0 THEN PERFORM access.refuse('profession_opens_no_case'); END IF;
  INSERT INTO access.brought (case_id, bringing_id, agency_id, member_id, at)
  SELECT c, a_bringing, me.agency_id, me.id, access.domain_now() FROM unnest(the_cases) c;
  RETURN n;
END $$;

-- Whether nobody has done anything with a case since an import opened it: the one who did still leads it alone, and the
-- audit holds no change but the import's own. Reading is no change.
CREATE FUNCTION access.is_untouched(a_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM access.brought b
     WHERE b.case_id = a_case AND access.is_lead(a_case, b.member_id)
       AND NOT EXISTS (SELECT FROM access.grants g
                        WHERE g.case_id = a_case AND g.ended_at IS NULL
                          AND (g.discloses OR g.holder_member IS DISTINCT FROM b.member_id))
       AND NOT EXISTS (SELECT FROM audit.record r
                        WHERE r.case_id = a_case AND r.outcome = 'done'
                          AND r.action NOT IN ('section:read', 'list:who_saw')
                          AND r.detail ->> 'import' IS DISTINCT FROM b.bringing_id::text))
$$;

-- The next cases of an import, at most so many, are taken back: their keys go, and nobody holds them any more. What was
-- worked on, or came in more than a day ago, stays. To whoever brought them in, and to a supervisor who could lead them.
CREATE FUNCTION access.take_back(a_bringing uuid, a_most integer) RETURNS TABLE (a_case uuid, is_gone boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); the_cases uuid[]; the_gone uuid[];
BEGIN
  SELECT array_agg(n.case_id) INTO the_cases FROM (
    SELECT b.case_id FROM access.brought b
     WHERE b.bringing_id = a_bringing AND b.agency_id = me.agency_id AND b.looked_at IS NULL
       AND (b.member_id = me.id
            OR (me.supervises
                AND access.allows(access.sector_of(me.agency_id), me.profession, 'assessment', 'profile', 'open', 'lead')))
     ORDER BY b.case_id LIMIT least(a_most, 100)) n;
  -- Whoever saves a section waits for the end of this, and then finds that the case is closed to them.
  PERFORM pg_advisory_xact_lock(l.key) FROM (
    SELECT hashtextextended(c || '/' || s.section, 0) AS key
      FROM unnest(the_cases) c CROSS JOIN (SELECT DISTINCT p.section FROM access.policy p WHERE p.basis = 'lead') s
     ORDER BY 1) l;
  PERFORM FROM access."case" k WHERE k.id = ANY (the_cases) ORDER BY k.id FOR UPDATE;
  SELECT array_agg(b.case_id) INTO the_gone FROM access.brought b
   WHERE b.case_id = ANY (the_cases) AND b.at > access.domain_now() - interval '24 hours'
     AND access.is_untouched(b.case_id);
  DELETE FROM keys.section_key k WHERE k.case_id = ANY (the_gone);
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'taken_back'
   WHERE g.case_id = ANY (the_gone) AND g.ended_at IS NULL;
  RETURN QUERY
  UPDATE access.brought b SET looked_at = access.domain_now(), gone = b.case_id = ANY (COALESCE(the_gone, '{}'))
   WHERE b.case_id = ANY (the_cases) RETURNING b.case_id, b.gone;
END $$;
