-- Whether one case came from the peer whose message is taken in. A row policy that compared with all of the peer's cases
-- read them all for each statement, so a message cost more with every case that its peer had sent before.
CREATE FUNCTION access.is_received_of_peer(a_case uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM access."case" c
                  WHERE c.id = a_case AND c.kind = 'received' AND c.peer = access.current_peer());
END $$;
REVOKE ALL ON FUNCTION access.is_received_of_peer(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.is_received_of_peer(uuid) TO safeconduct_inbox;
