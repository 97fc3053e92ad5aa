-- How each item of a case conference stands for the acting member, who leads the case or has a place in it and opens the
-- section that the item touches; of other items nothing, not even that they are there.
--   is_open     what colleagues propose is still collected: the day is not over, and nothing is decided
--   has_mine    the member has written a proposal; before that, or the end, those of others are closed
--   decides     the member leads; or whoever leads does not open the section, and the member keeps it
-- The tables stand in a schema above this one: they are there by the time somebody asks.
CREATE FUNCTION access.conference_items() RETURNS TABLE (
  item_id uuid, conference_id uuid, case_id uuid, section text, ends_at timestamptz,
  is_open boolean, has_mine boolean, has_wish boolean, is_decided boolean, edits boolean, decides boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member();
BEGIN
  RETURN QUERY
    WITH mine AS MATERIALIZED (
      SELECT g.case_id, g.section, bool_or(g.can_edit) AS edits, bool_or(g.basis = 'lead') AS leads
        FROM access.my_grants() g WHERE g.basis IN ('lead', 'place') GROUP BY g.case_id, g.section
    )
    SELECT i.id, c.id, i.case_id, i.section, c.ends_at, c.ends_at > access.domain_now() AND NOT e.is_decided, e.has_mine,
           e.has_wish, e.is_decided, m.edits,
           m.leads OR (m.edits AND NOT EXISTS (
             SELECT FROM access.grants g WHERE g.case_id = i.case_id AND g.section = i.section AND g.basis = 'lead'
                AND g.ended_at IS NULL))
      FROM mine m
      JOIN cases.conference_item i ON i.case_id = m.case_id AND i.section = m.section
      JOIN cases.conference c ON c.id = i.conference_id AND c.case_id = i.case_id
     CROSS JOIN LATERAL (
       SELECT COALESCE(bool_or(n.kind = 'proposal' AND n.author_id = me), false) AS has_mine,
              COALESCE(bool_or(n.kind = 'wish'), false) AS has_wish,
              COALESCE(bool_or(n.kind = 'decision'), false) AS is_decided
         FROM cases.conference_entry n WHERE n.item_id = i.id) e;
END $$;
