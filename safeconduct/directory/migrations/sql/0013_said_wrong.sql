-- Whether somebody has said that how a service is reached is wrong, and nobody has answered: for whoever would call it.
-- Neither who said it nor in which words. By team and service: a peer's next card brings its services anew.
CREATE INDEX wrong_of_how_reached ON directory.wrong (team_id, service) WHERE answer = '' AND part = 'reached';

CREATE FUNCTION directory.is_said_wrong(a_team uuid, a_service text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM directory.wrong w
     WHERE w.team_id = a_team AND w.service = a_service AND w.answer = '' AND w.part = 'reached')
$$;
REVOKE ALL ON FUNCTION directory.is_said_wrong(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.is_said_wrong(uuid, text) TO safeconduct_app;
