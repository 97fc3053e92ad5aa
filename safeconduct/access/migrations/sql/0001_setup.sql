-- A new node is set up once, by whoever holds the key that its owner has just made. The key stands in a file of the
-- node and here as a hash; no other road leads to an agency or an administrator while nobody is there to allow it.

CREATE TABLE access.setup_door (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  key_hash bytea NOT NULL CHECK (length(key_hash) = 32),
  entered_at timestamptz
);

CREATE FUNCTION access.in_setup() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM access.setup_door d, access.node n
     WHERE d.key_hash = sha256(convert_to(COALESCE(current_setting('safeconduct.setup', true), ''), 'UTF8'))
       AND n.set_up_at IS NULL AND NOT n.is_demo)
$$;

-- The printed link opens once: true for the first who comes with the key.
CREATE FUNCTION access.enter_setup() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  UPDATE access.setup_door d SET entered_at = now() WHERE access.in_setup() AND d.entered_at IS NULL;
  RETURN FOUND;
END $$;
