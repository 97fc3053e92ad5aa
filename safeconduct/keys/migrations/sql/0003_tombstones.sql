-- What the erasure of a key leaves: which key of which section of which case went, and when. No content, and nothing that
-- opens any. A restored node is told by it what must not come back.

CREATE TABLE keys.tombstone (
  key_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  section text NOT NULL,
  generation integer NOT NULL,
  destroyed_at timestamptz NOT NULL
);

-- Whoever deletes a key, by whatever door: the stone is laid in the same statement, or the key stays.
CREATE FUNCTION keys.lay_tombstones() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO keys.tombstone (key_id, case_id, section, generation, destroyed_at)
  SELECT g.id, g.case_id, g.section, g.generation, clock_timestamp() FROM gone g
  ON CONFLICT (key_id) DO NOTHING;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION keys.lay_tombstones() FROM PUBLIC;
CREATE TRIGGER lay_tombstones AFTER DELETE ON keys.section_key
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keys.lay_tombstones();
