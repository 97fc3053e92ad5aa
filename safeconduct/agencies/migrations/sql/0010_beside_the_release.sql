-- What a release said in the place of a content when somebody who checks it signed or compared what holds here.
CREATE FUNCTION agencies.note_beside(an_id uuid, a_subject text, a_key text, a_scope text, a_digest text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM agencies.may_with_content('checks', a_subject, a_scope);
  INSERT INTO agencies.content_beside (id, subject, key, digest, at)
  VALUES (an_id, a_subject, a_key, a_digest, access.domain_now());
END $$;
REVOKE ALL ON FUNCTION agencies.note_beside(uuid, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agencies.note_beside(uuid, text, text, text, text) TO safeconduct_app;
