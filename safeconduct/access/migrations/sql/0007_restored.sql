-- Whether this database was restored from a backup, and from when. Written by the owner, when a restore ends.

ALTER TABLE access.node
  ADD COLUMN epoch bigint NOT NULL DEFAULT 0 CHECK (epoch >= 0),
  ADD COLUMN restored_at timestamptz,
  ADD COLUMN restored_from timestamptz,
  ADD CONSTRAINT restored_says_when_and_from_when
    CHECK ((restored_at IS NULL) = (restored_from IS NULL) AND (restored_at IS NULL) = (epoch = 0));

CREATE FUNCTION access.restoration() RETURNS TABLE (epoch bigint, restored_at timestamptz, restored_from timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT n.epoch, n.restored_at, n.restored_from FROM access.node n
$$;
REVOKE ALL ON FUNCTION access.restoration() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.restoration() TO safeconduct_app;
