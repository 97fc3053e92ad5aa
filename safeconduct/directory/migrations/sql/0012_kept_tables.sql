-- As before, of 500 services at most: Today asks it, also of an agency with very many.
CREATE OR REPLACE FUNCTION directory.waiting_for(
  a_member uuid, today date, takes_days integer, reached_days integer, where_days integer
) RETURNS TABLE (stale bigint, wrong bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT count(*) FROM (SELECT o.checks FROM directory.entry o WHERE o.agency_id = m.agency_id LIMIT 500) e,
          LATERAL (VALUES ('takes', takes_days), ('reached', reached_days), ('where', where_days)) AS p (part, days)
           WHERE COALESCE((e.checks->p.part->>'on')::date < today - p.days, true)),
         (SELECT count(*) FROM directory.wrong w WHERE w.answer = ''
             AND CASE WHEN w.is_here THEN w.agency_id = m.agency_id ELSE m.keeps_node END)
    FROM agencies.member m
   WHERE m.id = a_member AND (a_member = access.current_member() OR access.is_worker())
     AND m.profession = 'administrator' AND m.suspended_at IS NULL
$$;
