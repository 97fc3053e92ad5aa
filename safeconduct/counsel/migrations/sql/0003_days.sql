-- What is on the table of a lawyer in the links of their matters: a day that both keep or a task of this side, by a day,
-- and what came and nobody has opened. One row an item, without a word. The row policy of items asks for each row anew
-- which links there are, so here the same is asked once, beginning with the matters: its lawyer or deputy, who keeps the
-- Legal matters of the file; nothing of what was taken back but the own words.
CREATE FUNCTION counsel.items_waiting(a_member uuid, ahead date) RETURNS TABLE (
  item_id uuid, matter_id uuid, link uuid, case_id uuid, due date, is_new boolean, at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT i.id, m.id, l.shared, m.case_id,
         CASE WHEN i.settled_at IS NULL AND i.due <= ahead
                   AND (i.kind = 'date' OR (i.whose = l.ours AND i.done_at IS NULL)) THEN i.due END,
         NOT i.is_ours AND i.opened_at IS NULL, i.at
    FROM counsel.matter m
    JOIN counsel.link l ON l.matter_id = m.id
    JOIN counsel.link_item i ON i.link_id = l.id
   WHERE m.state = 'open' AND (m.lawyer_id = a_member OR m.deputy_id = a_member) AND counsel.keeps(m.case_id, a_member)
     AND (l.why <> 'withdrawn' OR i.is_ours)
     AND ((i.due IS NOT NULL AND i.settled_at IS NULL) OR (NOT i.is_ours AND i.opened_at IS NULL))
     AND ((NOT i.is_ours AND i.opened_at IS NULL)
          OR (i.due <= ahead AND (i.kind = 'date' OR (i.whose = l.ours AND i.done_at IS NULL))))
     AND EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = i.case_id AND k.section = i.section
                                                  AND k.generation = i.generation)
$$;

CREATE FUNCTION counsel.items_for_me(ahead date) RETURNS TABLE (
  item_id uuid, matter_id uuid, link uuid, case_id uuid, due date, is_new boolean, at timestamptz
)
LANGUAGE sql STABLE ROWS 10 SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT w.* FROM counsel.items_waiting(access.current_member(), ahead) w
$$;

-- What came in a link of the acting lawyer's or deputy's matter was opened: these items, and no other member is told.
CREATE FUNCTION counsel.mark_opened(some_items uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  UPDATE counsel.link_item i SET opened_at = access.domain_now()
   WHERE i.id = ANY (some_items) AND NOT i.is_ours AND i.opened_at IS NULL AND counsel.is_of_mine(i.link_id);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- A day that both keep is settled on this side: nobody here is told of it any more.
CREATE FUNCTION counsel.settle_day(an_item uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  UPDATE counsel.link_item i SET settled_at = access.domain_now()
   WHERE i.id = an_item AND i.due IS NOT NULL AND i.settled_at IS NULL AND counsel.is_of_mine(i.link_id);
  RETURN FOUND;
END $$;

CREATE FUNCTION counsel.is_of_mine(a_link uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (SELECT FROM counsel.link l JOIN counsel.matter m ON m.id = l.matter_id
                  WHERE l.id = a_link AND access.current_member() IN (m.lawyer_id, m.deputy_id)
                    AND counsel.keeps(m.case_id, access.current_member()))
$$;

-- What the mail of the day says to one member: how many days of their matters and links end by a day, how many of these
-- are over, and how many messages of other lawyers wait: what came, and wishes to link. Numbers, and nothing else.
CREATE FUNCTION counsel.days_waiting(a_member uuid, today date, ahead date)
RETURNS TABLE (waiting bigint, late bigint, messages bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH items AS MATERIALIZED (SELECT w.due, w.is_new FROM counsel.items_waiting(a_member, ahead) w),
       days AS (
         SELECT d.due FROM counsel.matter m, unnest(m.days) AS d(due)
          WHERE m.state = 'open' AND (m.lawyer_id = a_member OR m.deputy_id = a_member) AND d.due <= ahead
            AND counsel.keeps(m.case_id, a_member)
            AND EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = m.case_id AND k.section = m.section
                                                         AND k.generation = m.generation)
         UNION ALL SELECT i.due FROM items i WHERE i.due IS NOT NULL),
       wishes AS (
         SELECT count(*) AS n FROM agencies.member me
           JOIN counsel.link l ON l.agency_id = me.agency_id AND l.matter_id IS NULL AND l.ended_at IS NULL
                              AND l.ours = 'accepter'
           JOIN referrals.referral r ON r.id = l.referral_id AND r.agency_id = l.agency_id
           LEFT JOIN cases.beside b ON b.received_case = r.case_id
          WHERE me.id = a_member AND me.profession = 'lawyer'
            AND counsel.keeps(CASE r.side WHEN 'sender' THEN r.case_id ELSE b.own_case END, a_member))
  SELECT (SELECT count(*) FROM days), (SELECT count(*) FROM days d WHERE d.due < today),
         (SELECT count(*) FROM items i WHERE i.is_new) + (SELECT w.n FROM wishes w)
$$;

REVOKE ALL ON FUNCTION counsel.items_waiting(uuid, date), counsel.items_for_me(date), counsel.mark_opened(uuid[]),
  counsel.settle_day(uuid), counsel.is_of_mine(uuid), counsel.days_waiting(uuid, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION counsel.items_for_me(date), counsel.mark_opened(uuid[]), counsel.settle_day(uuid)
  TO safeconduct_app;
GRANT EXECUTE ON FUNCTION counsel.days_waiting(uuid, date, date) TO safeconduct_worker;
