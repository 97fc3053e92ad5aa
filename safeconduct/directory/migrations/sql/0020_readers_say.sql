-- What readers of the public site say is wrong with a service: without a name, without a part, brought by the worker.
ALTER TABLE directory.wrong
  ADD COLUMN language text NOT NULL DEFAULT '',
  ADD COLUMN from_site boolean NOT NULL DEFAULT false,
  ALTER COLUMN said_by DROP NOT NULL,
  ALTER COLUMN said_in DROP NOT NULL,
  DROP CONSTRAINT wrong_part_check,
  DROP CONSTRAINT wrong_words_check,
  ADD CONSTRAINT a_wrong_has_who_said_it_or_came_from_the_site CHECK (
    (said_by IS NULL) = from_site AND (said_in IS NULL) = from_site),
  ADD CONSTRAINT wrong_part_check CHECK (
    CASE WHEN from_site THEN part = '' ELSE part IN ('takes', 'reached', 'where', 'places') END),
  ADD CONSTRAINT wrong_words_check CHECK (length(words) <= CASE WHEN from_site THEN 1000 ELSE 300 END);
CREATE INDEX wrong_of_readers_that_waits ON directory.wrong (entry_id) WHERE from_site AND answer = '';

-- Keep a remark for the agency that edits the service: "kept", "known" when it was kept before, "full" where five of a
-- service wait already, since nobody knows whether they are of five people; "nobody" where no agency of this node does.
CREATE FUNCTION directory.readers_say(an_id uuid, an_entry uuid, some_words text, a_language text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('nobody_acts'); END IF;
  IF EXISTS (SELECT FROM directory.wrong w WHERE w.id = an_id) THEN RETURN 'known'; END IF;
  IF (SELECT count(*) FROM directory.wrong w WHERE w.entry_id = an_entry AND w.from_site AND w.answer = '') >= 5 THEN
    RETURN 'full'; END IF;
  INSERT INTO directory.wrong (id, entry_id, agency_id, team_id, service, is_here, part, words, language, from_site, said_at)
  SELECT an_id, e.id, e.agency_id, e.team_id, e.service, true, '', some_words, a_language, true, access.domain_now()
    FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id
   WHERE e.id = an_entry AND a.node = access.this_node();
  IF NOT FOUND THEN RETURN 'nobody'; END IF;
  RETURN 'kept';
END $$;
REVOKE ALL ON FUNCTION directory.readers_say(uuid, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.readers_say(uuid, uuid, text, text) TO safeconduct_worker;
