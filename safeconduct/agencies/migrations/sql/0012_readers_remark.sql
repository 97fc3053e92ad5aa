-- What readers of the public site say is wrong with a card: without a name and without a code, brought by the worker.
ALTER TABLE agencies.content_remark
  ADD CONSTRAINT a_remark_has_who_said_it_or_came_from_the_site CHECK ((said_by IS NULL) = from_site),
  ADD CONSTRAINT a_remark_is_not_longer CHECK (length(words) <= CASE WHEN from_site THEN 1000 ELSE 300 END);
CREATE INDEX remarks_of_readers_that_wait ON agencies.content_remark (key) WHERE from_site AND answered_at IS NULL;

-- Keep a remark for those who keep the content: "kept", "known" when it was kept before, "full" where five of a content
-- wait already, since nobody knows whether they are of five people; "nobody" where nobody here may answer it.
CREATE FUNCTION agencies.reader_remarks(
  an_id uuid, a_subject text, a_key text, a_scope text, some_words text, a_language text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('nobody_acts'); END IF;
  IF EXISTS (SELECT FROM agencies.content_remark r WHERE r.id = an_id) THEN RETURN 'known'; END IF;
  IF NOT EXISTS (SELECT FROM agencies.member_capacity c JOIN agencies.member m ON m.id = c.member_id
                  WHERE c.subject = a_subject AND c.scope = a_scope AND m.suspended_at IS NULL AND m.left_at IS NULL) THEN
    RETURN 'nobody'; END IF;
  IF (SELECT count(*) FROM agencies.content_remark r
       WHERE r.subject = a_subject AND r.key = a_key AND r.from_site AND r.answered_at IS NULL) >= 5 THEN
    RETURN 'full'; END IF;
  INSERT INTO agencies.content_remark (id, subject, key, scope, code, words, language, from_site, said_at)
  VALUES (an_id, a_subject, a_key, a_scope, 'something_else', some_words, a_language, true, access.domain_now());
  RETURN 'kept';
END $$;
REVOKE ALL ON FUNCTION agencies.reader_remarks(uuid, text, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agencies.reader_remarks(uuid, text, text, text, text, text) TO safeconduct_worker;
