-- As before; moments travel by the second, so a doubt of the very second in which places were said is over too.
CREATE OR REPLACE FUNCTION directory.hear_doubts(rows jsonb, taken uuid[]) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE changed uuid[];
BEGIN
  DELETE FROM directory.doubt d USING jsonb_array_elements(rows) r, directory.entry e
   WHERE e.id = (r->>'id')::uuid AND e.id = ANY (taken) AND d.team_id = e.team_id AND d.service = e.service
     AND r->>'doubted_at' IS NULL AND e.places_as_of >= date_trunc('second', d.at);
  INSERT INTO directory.doubt AS d (team_id, service, at)
  SELECT e.team_id, e.service, (r->>'doubted_at')::timestamptz FROM jsonb_array_elements(rows) r
    JOIN directory.entry e ON e.id = (r->>'id')::uuid
   WHERE e.id = ANY (taken) AND r->>'doubted_at' IS NOT NULL
  ON CONFLICT (team_id, service) DO UPDATE SET at = GREATEST(d.at, excluded.at);
  WITH new AS (
    UPDATE directory.entry e SET doubted_at = found.at FROM (
      SELECT o.id, d.at FROM directory.entry o
        LEFT JOIN directory.doubt d ON d.team_id = o.team_id AND d.service = o.service WHERE o.id = ANY (taken)) found
     WHERE e.id = found.id AND e.doubted_at IS DISTINCT FROM found.at RETURNING e.id)
  SELECT array_agg(new.id) INTO changed FROM new;
  RETURN COALESCE(changed, '{}');
END $$;
