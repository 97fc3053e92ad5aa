-- A setting that anybody may set keeps no service out of the searches: only the worker's own page is laid out later.
CREATE OR REPLACE FUNCTION directory.entry_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('safeconduct.laid_out_later', true) = 'yes' AND access.is_worker() THEN RETURN NULL; END IF;
  PERFORM directory.lay_out(ARRAY[NEW.id]);
  RETURN NULL;
END $$;

-- As before; but of a service that was never offered to this peer there is a number and no name, for the inbox too.
CREATE OR REPLACE FUNCTION directory.changes_for_peer(after bigint, most integer)
RETURNS TABLE (sequence bigint, id uuid, said jsonb, was_told boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE peer text := access.current_peer();
BEGIN
  IF peer IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  INSERT INTO directory.told_to AS t (node, asked_at, heard) VALUES (peer, now(), after)
  ON CONFLICT (node) DO UPDATE SET asked_at = now(), heard = excluded.heard;
  RETURN QUERY
    SELECT o.sequence, CASE WHEN o.said IS NOT NULL OR o.was_told THEN o.entry_id END, o.said, o.was_told
      FROM (
        SELECT c.sequence, c.entry_id,
               CASE WHEN e.offered_to = 'peers' OR e.offered_to = 'named' AND peer = ANY (e.offered_nodes)
                 THEN directory.as_told(e) END AS said,
               c.once_all OR peer = ANY (c.once_nodes) AS was_told
          FROM directory.change c LEFT JOIN directory.entry e ON e.id = c.entry_id
         WHERE c.sequence > after ORDER BY c.sequence LIMIT LEAST(most, 1000)) o
     ORDER BY o.sequence;
END $$;
