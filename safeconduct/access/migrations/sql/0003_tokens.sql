-- Tokens for a member's own software, and what it was answered. No serving role has any privilege here: rows are seen
-- and changed through the functions below only. Terms run by the machine's clock, whatever the demo's says.

CREATE TABLE access.token (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  member_id uuid NOT NULL REFERENCES agencies.member (id),
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  prefix text NOT NULL CHECK (length(prefix) = 8),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  scopes text[] NOT NULL,
  made_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  used_on date,
  ended_at timestamptz,
  ended_why text CHECK (ended_why IN ('revoked', 'revoked_by_administrator', 'suspended')),
  minute timestamptz NOT NULL DEFAULT '-infinity',
  asked integer NOT NULL DEFAULT 0,
  -- The list of `access/scopes.py`; a test holds the two together.
  CONSTRAINT scopes_are_listed
    CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'move', 'send', 'withdraw', 'capacity']),
  CONSTRAINT at_most_a_year CHECK (until > made_at AND until <= made_at + interval '366 days'),
  CONSTRAINT token_ended_has_a_reason CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX tokens_of_a_member ON access.token (member_id, made_at DESC);

CREATE TABLE access.answer (
  token_id uuid NOT NULL REFERENCES access.token (id) ON DELETE CASCADE,
  key bytea NOT NULL CHECK (length(key) = 32),
  request bytea NOT NULL CHECK (length(request) = 32),
  status integer NOT NULL,
  -- References, codes and dates; what a person said is in no answer to a write.
  body text NOT NULL CHECK (length(body) <= 4000),
  at timestamptz NOT NULL,
  PRIMARY KEY (token_id, key)
);
CREATE INDEX answers_by_age ON access.answer (at);

-- Who asks with this token, for somebody who is nobody yet. One row for a token that there is: its state is `open`,
-- why it is not, or `limited` with the seconds to wait. It counts, for all web processes together.
CREATE FUNCTION access.enter_by_token(a_digest bytea) RETURNS TABLE (
  token_id uuid, member_id uuid, scopes text[], until timestamptz, state text, wait integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE t access.token; this_minute timestamptz := date_trunc('minute', now());
BEGIN
  SELECT * INTO t FROM access.token o WHERE o.digest = a_digest FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  token_id := t.id; member_id := t.member_id; scopes := t.scopes; until := t.until; wait := 0;
  state := CASE WHEN t.ended_at IS NOT NULL THEN t.ended_why
                WHEN t.until <= now() THEN 'ended'
                WHEN NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = t.member_id AND m.suspended_at IS NULL)
                  THEN 'suspended'
                WHEN t.minute = this_minute AND t.asked >= 120 THEN 'limited' ELSE 'open' END;
  IF state = 'limited' THEN wait := 60 - extract(second FROM now())::integer + 1; END IF;
  IF state = 'open' THEN
    UPDATE access.token o
       SET minute = this_minute, asked = CASE WHEN t.minute = this_minute THEN t.asked + 1 ELSE 1 END,
           used_on = now()::date
     WHERE o.id = t.id;
  END IF;
  RETURN NEXT;
END $$;

CREATE FUNCTION access.make_token(
  a_digest bytea, a_prefix text, a_name text, the_scopes text[], an_end timestamptz
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); made uuid;
BEGIN
  PERFORM FROM agencies.member m WHERE m.id = me.id FOR UPDATE;
  IF (SELECT count(*) FROM access.token t WHERE t.member_id = me.id AND t.ended_at IS NULL AND t.until > now()) >= 20 THEN
    PERFORM access.refuse('too_many_tokens');
  END IF;
  INSERT INTO access.token (member_id, digest, prefix, name, scopes, made_at, until)
  VALUES (me.id, a_digest, a_prefix, a_name, the_scopes, now(), an_end) RETURNING id INTO made;
  RETURN made;
END $$;

-- The acting member's own; the digest never leaves.
CREATE FUNCTION access.my_tokens() RETURNS TABLE (
  id uuid, prefix text, name text, scopes text[], made_at timestamptz, until timestamptz, used_on date, ended_why text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT t.id, t.prefix, t.name, t.scopes, t.made_at, t.until, t.used_on,
         COALESCE(t.ended_why, CASE WHEN t.until <= now() THEN 'ended' ELSE '' END)
    FROM access.token t WHERE t.member_id = access.current_member() ORDER BY t.made_at DESC LIMIT 50
$$;

-- What an administrator sees of a colleague's: that there are some, until when, and on which day they were used.
CREATE FUNCTION access.tokens_of(a_member uuid) RETURNS TABLE (id uuid, until timestamptz, used_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT t.id, t.until, t.used_on
    FROM access.token t
    JOIN agencies.member m ON m.id = t.member_id
    JOIN agencies.member me ON me.agency_id = m.agency_id AND me.id = access.current_administrator()
   WHERE t.member_id = a_member AND t.ended_at IS NULL AND t.until > now() ORDER BY t.made_at DESC LIMIT 50
$$;

-- Works at once: by its member, or by an administrator of the agency. Returns whose it was.
CREATE FUNCTION access.revoke_token(an_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); whose uuid;
BEGIN
  SELECT t.member_id INTO whose FROM access.token t JOIN agencies.member m ON m.id = t.member_id
   WHERE t.id = an_id AND (t.member_id = me.id
      OR (m.agency_id = me.agency_id AND me.id = access.current_administrator())) FOR UPDATE OF t;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_token'); END IF;
  UPDATE access.token t
     SET ended_at = now(), ended_why = CASE WHEN whose = me.id THEN 'revoked' ELSE 'revoked_by_administrator' END
   WHERE t.id = an_id AND t.ended_at IS NULL;
  RETURN whose;
END $$;

-- Suspension ends tokens for good: opening the place again brings none back.
CREATE FUNCTION access.end_tokens() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  UPDATE access.token t SET ended_at = now(), ended_why = 'suspended'
   WHERE t.member_id = NEW.id AND t.ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER tokens_end_with_the_place AFTER UPDATE OF suspended_at ON agencies.member
  FOR EACH ROW WHEN (NEW.suspended_at IS NOT NULL) EXECUTE FUNCTION access.end_tokens();

-- Before a write: what was answered to this key within a day, or `busy` while another request with it is at work.
-- The lock is held until the end of the transaction, so two alike never both act.
CREATE FUNCTION access.answer_of(a_token uuid, a_key bytea) RETURNS TABLE (
  state text, request bytea, status integer, body text
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  PERFORM FROM access.token t WHERE t.id = a_token AND t.member_id = access.current_member();
  IF NOT FOUND THEN PERFORM access.refuse('no_such_token'); END IF;
  IF NOT pg_try_advisory_xact_lock(hashtextextended('access.answer/' || a_token || encode(a_key, 'hex'), 0)) THEN
    RETURN QUERY SELECT 'busy', NULL::bytea, 0, '';
    RETURN;
  END IF;
  RETURN QUERY SELECT 'given', a.request, a.status, a.body FROM access.answer a
                WHERE a.token_id = a_token AND a.key = a_key AND a.at > now() - interval '24 hours';
END $$;

CREATE FUNCTION access.keep_answer(a_token uuid, a_key bytea, a_request bytea, a_status integer, a_body text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  PERFORM FROM access.token t WHERE t.id = a_token AND t.member_id = access.current_member();
  IF NOT FOUND THEN PERFORM access.refuse('no_such_token'); END IF;
  INSERT INTO access.answer AS a (token_id, key, request, status, body, at)
  VALUES (a_token, a_key, a_request, a_status, a_body, now())
  ON CONFLICT (token_id, key) DO UPDATE
    SET request = excluded.request, status = excluded.status, body = excluded.body, at = excluded.at
   WHERE a.at <= now() - interval '24 hours';
END $$;

-- For the worker: answers of more than a day, and tokens that have opened nothing for 90 days.
CREATE FUNCTION access.forget_software() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n bigint;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  DELETE FROM access.answer a WHERE a.at <= now() - interval '24 hours';
  GET DIAGNOSTICS n = ROW_COUNT;
  DELETE FROM access.token t WHERE least(t.ended_at, t.until) <= now() - interval '90 days';
  RETURN n;
END $$;
