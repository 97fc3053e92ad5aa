-- Emergency reading, whole: bound to the sign-in in which it was asked for, with a reason from a list and words of its
-- own, reviewed with a verdict, shown to the person, counted. Four hours is the most; a sign-out, the end of the sign-in
-- and the end of what the person agreed to come before it by themselves, without anybody acting.

-- Who acts, and by which sign-in: the token's subject is `member` or `member/sign-in`. Software has none.
CREATE OR REPLACE FUNCTION access.current_member() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.id FROM agencies.member m
   WHERE m.id = split_part((access.verified('web', 1))[1], '/', 1)::uuid AND m.suspended_at IS NULL
$$;

CREATE FUNCTION access.current_sign_in() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT NULLIF(split_part((access.verified('web', 1))[1], '/', 2), '')
$$;

-- Whether this is the caller's sign-in and it is still there: signing out, and revoking it elsewhere, delete its row.
CREATE FUNCTION access.is_sitting(a_sign_in text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  RETURN a_sign_in = access.current_sign_in() AND EXISTS (
    SELECT FROM public.django_session s
     WHERE encode(sha256(convert_to(s.session_key, 'UTF8')), 'hex') = a_sign_in AND s.expire_date > now());
END $$;

ALTER TABLE access.grants ADD COLUMN sign_in text;
UPDATE access.grants SET sign_in = '' WHERE basis = 'break_glass';  -- of before: the sign-in of nobody
ALTER TABLE access.grants ADD CONSTRAINT break_glass_is_bound CHECK ((basis = 'break_glass') = (sign_in IS NOT NULL));

ALTER TABLE access.break_glass_use
  ADD COLUMN until timestamptz, ADD COLUMN words bytea, ADD COLUMN wrapped bytea,
  ADD COLUMN verdict text, ADD COLUMN verdict_words bytea,
  ADD COLUMN noted_at timestamptz, ADD COLUMN noted_by uuid REFERENCES agencies.member (id);
UPDATE access.break_glass_use SET until = at + interval '4 hours', verdict = CASE WHEN reviewed_at IS NOT NULL THEN 'justified' END;
ALTER TABLE access.break_glass_use
  ALTER COLUMN until SET NOT NULL,
  -- The list is `EmergencyReason`; a test holds it against the code. Not asked of what was written before.
  ADD CONSTRAINT reason_is_listed CHECK (reason IN ('life_in_danger', 'person_here', 'person_missing', 'threat_near', 'child_at_risk')) NOT VALID,
  ADD CONSTRAINT four_hours_at_most CHECK (until <= at + interval '4 hours'),
  ADD CONSTRAINT a_review_has_its_verdict CHECK ((reviewed_at IS NULL) = (verdict IS NULL)),
  ADD CONSTRAINT verdict_is_listed CHECK (verdict IN ('justified', 'not_justified')),
  ADD CONSTRAINT words_lie_under_a_key CHECK (wrapped IS NOT NULL OR (words IS NULL AND verdict_words IS NULL)),
  ADD CONSTRAINT noted_has_who_and_when CHECK ((noted_at IS NULL) = (noted_by IS NULL)),
  ADD CONSTRAINT noted_by_another CHECK (noted_by <> member_id),
  ADD CONSTRAINT only_what_was_wrong_is_noted CHECK (noted_at IS NULL OR verdict = 'not_justified');
CREATE INDEX glass_to_note ON access.break_glass_use (member_id) WHERE verdict = 'not_justified' AND noted_at IS NULL;
CREATE INDEX glass_of_a_case ON access.break_glass_use (case_id);

-- As before, and what is bound to a sign-in shows in that sign-in only.
CREATE OR REPLACE FUNCTION access.my_grants() RETURNS TABLE (
  case_id uuid, section text, can_edit boolean, purpose text, basis text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH me AS MATERIALIZED (
    SELECT m.id, m.agency_id, m.profession, access.domain_now() AS at
      FROM agencies.member m WHERE m.id = access.current_member()
  )
  SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
    FROM me JOIN access.grants g ON g.holder_member = me.id
   WHERE g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = me.agency_id
     AND g.valid_from <= me.at AND (g.valid_until IS NULL OR g.valid_until > me.at)
     AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in))
  UNION ALL
  SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
    FROM me JOIN agencies.seat s ON s.member_id = me.id JOIN access.grants g ON g.holder_team = s.team_id
   WHERE g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = me.agency_id AND me.profession = ANY (g.professions)
     AND g.valid_from <= me.at AND (g.valid_until IS NULL OR g.valid_until > me.at)
$$;

-- The cases that a member has in hand: an emergency shows the named sections of a case, and neither its consents nor who
-- else holds or has read it.
CREATE FUNCTION access.cases_in_hand() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT DISTINCT g.case_id FROM access.my_grants() g WHERE g.basis <> 'break_glass'
$$;

CREATE OR REPLACE FUNCTION access.disclosures(a_case uuid) RETURNS TABLE (
  section text, team_id uuid, purpose text, basis text, ground text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT g.section, g.holder_team, g.purpose, g.basis, g.ground, g.consent_id, g.consent_version, g.valid_until
    FROM access.grants g
   WHERE g.case_id = a_case AND g.discloses AND g.ended_at IS NULL
     AND g.valid_from <= access.domain_now() AND g.valid_until > access.domain_now()
     AND (a_case = ANY (ARRAY(SELECT access.cases_in_hand())) OR access.is_worker())
$$;

CREATE OR REPLACE FUNCTION access.holders(a_case uuid) RETURNS TABLE (
  section text, member_id uuid, team_id uuid, discloses boolean, basis text, purpose text, valid_until timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT g.section, g.holder_member, g.holder_team, g.discloses, g.basis, g.purpose, g.valid_until
    FROM access.grants g
   WHERE g.case_id = a_case AND g.ended_at IS NULL
     AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
     AND a_case = ANY (ARRAY(SELECT access.cases_in_hand()))
$$;

CREATE OR REPLACE FUNCTION access.who_saw(a_case uuid) RETURNS TABLE (
  at timestamptz, agency_id uuid, role text, action text, section text, purpose text, referral_id uuid
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT r.at, r.agency_id, r.actor_role, r.action, r.section, r.purpose, r.referral_id
    FROM audit.record r
   WHERE r.case_id = a_case AND r.outcome = 'done' AND r.section <> ''
     AND r.action IN ('section:read', 'section:read_there', 'section:told', 'section:saved')
     AND a_case = ANY (ARRAY(SELECT access.cases_in_hand()))
   ORDER BY r.at DESC
   LIMIT 500
$$;

-- Until when what the person agreed to lets this section of a received case be read here; NULL: not at all. An emergency
-- opens nothing that was taken back: a legal hold keeps keys, and nobody reads by it.
CREATE FUNCTION access.agreed_until(a_case uuid, a_section text) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT max(g.valid_until) FROM access.grants g
   WHERE g.case_id = a_case AND g.section = a_section AND g.ended_at IS NULL AND NOT g.discloses
     AND g.basis IN ('consent', 'ground') AND g.valid_from <= access.domain_now() AND g.valid_until > access.domain_now()
$$;

-- What of a case of the own agency this member could read in an emergency: nothing of it is shown, and no row where the
-- policy gives the profession no emergency reading at all.
CREATE FUNCTION access.emergency_offer(a_case uuid) RETURNS TABLE (section text, is_open boolean, is_agreed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case";
BEGIN
  SELECT * INTO c FROM access."case" k WHERE k.id = a_case AND k.agency_id = me.agency_id;
  IF c.id IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.section, EXISTS (SELECT FROM access.my_grants() g WHERE g.case_id = c.id AND g.section = p.section),
           c.kind = 'own' OR access.agreed_until(c.id, p.section) IS NOT NULL
      FROM access.policy p
     WHERE p.sector = access.sector_of(me.agency_id) AND p.profession = me.profession AND p.purpose = 'protection'
       AND p.action = 'open' AND p.basis = 'break_glass';
END $$;

-- The own agency's file of this number, the first twelve signs of its identifier: 48 random bits that its lead tells. Of
-- received ones a referral has the reference.
CREATE FUNCTION access.case_numbered(a_number text) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); first uuid; last uuid;
BEGIN
  IF a_number IS NULL OR a_number !~ '^[0-9a-f]{12}$' THEN RETURN NULL; END IF;
  first := (a_number || repeat('0', 20))::uuid;
  last := (a_number || repeat('f', 20))::uuid;
  RETURN (SELECT c.id FROM access."case" c
           WHERE c.id BETWEEN first AND last AND c.kind = 'own' AND c.agency_id = me.agency_id
             AND EXISTS (SELECT FROM access.policy p
                          WHERE p.sector = access.sector_of(me.agency_id) AND p.profession = me.profession
                            AND p.action = 'open' AND p.basis = 'break_glass') LIMIT 1);
END $$;

-- Whether this member has shared without consent, and its day is over without a second person's look.
CREATE FUNCTION access.is_sending_late(a_member uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  -- The consents' schema stands above this one: its table is there by the time somebody asks.
  RETURN EXISTS (SELECT FROM consent.review r
    WHERE r.by_member = a_member AND r.reviewed_at IS NULL AND r.due_at <= access.domain_now());
END $$;

-- Whether an emergency reading of this member waits for its review for longer than three days.
CREATE FUNCTION access.is_reading_late(a_member uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (SELECT FROM access.break_glass_use b
    WHERE b.member_id = a_member AND b.reviewed_at IS NULL AND b.at + interval '72 hours' <= access.domain_now())
$$;

-- Why the acting member may not read in an emergency now; '' when nothing of earlier stands against it.
CREATE FUNCTION access.emergency_block() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  IF EXISTS (SELECT FROM access.break_glass_use b WHERE b.member_id = me.id AND b.reviewed_at IS NULL) THEN
    RETURN 'earlier_use_not_reviewed';
  END IF;
  IF EXISTS (SELECT FROM access.break_glass_use b
              WHERE b.member_id = me.id AND b.verdict = 'not_justified' AND b.noted_at IS NULL) THEN
    RETURN 'earlier_use_not_noted';
  END IF;
  RETURN CASE WHEN access.is_sending_late(me.id) THEN 'sending_not_reviewed' ELSE '' END;
END $$;

DROP FUNCTION access.break_glass(uuid, text[], text, text);
-- Emergency reading of the own agency's case: these sections, in this sign-in, until the returned moment.
CREATE FUNCTION access.break_glass(
  a_use uuid, a_case uuid, the_sections text[], a_purpose text, a_reason text, some_words bytea, a_wrapped bytea, the_rest interval
) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; s text; here text := access.current_sign_in();
        now_ timestamptz := access.domain_now(); an_end timestamptz; block text;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  -- Two at once: the second waits here, and then finds the first one unreviewed.
  PERFORM FROM agencies.member m WHERE m.id = me.id FOR UPDATE;
  IF here IS NULL OR NOT access.is_sitting(here) OR the_rest IS NULL OR the_rest <= interval '0' THEN
    PERFORM access.refuse('no_sign_in');
  END IF;
  IF a_reason IS NULL OR a_reason NOT IN ('life_in_danger', 'person_here', 'person_missing', 'threat_near', 'child_at_risk')
     OR some_words IS NULL OR a_wrapped IS NULL THEN
    PERFORM access.refuse('reason_missing');
  END IF;
  IF COALESCE(cardinality(the_sections), 0) = 0 THEN PERFORM access.refuse('no_section_named'); END IF;
  an_end := now_ + LEAST(interval '4 hours', the_rest);
  FOREACH s IN ARRAY the_sections LOOP
    IF NOT access.allows(access.sector_of(me.agency_id), me.profession, a_purpose, s, 'open', 'break_glass') THEN
      PERFORM access.refuse('no_break_glass_for_you');
    END IF;
    IF EXISTS (SELECT FROM access.my_grants() g WHERE g.case_id = a_case AND g.section = s) THEN
      PERFORM access.refuse('open_to_you_already');
    END IF;
    IF c.kind = 'received' THEN
      IF access.agreed_until(a_case, s) IS NULL THEN PERFORM access.refuse('nothing_is_agreed'); END IF;
      an_end := LEAST(an_end, access.agreed_until(a_case, s));
    END IF;
  END LOOP;
  block := access.emergency_block();
  IF block <> '' THEN PERFORM access.refuse(block); END IF;
  INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, sign_in, valid_from, valid_until)
  SELECT a_case, me.agency_id, d.s, me.id, a_purpose, 'break_glass', here, now_, an_end
    FROM (SELECT DISTINCT unnest(the_sections) AS s) d;
  INSERT INTO access.break_glass_use (id, case_id, member_id, sections, reason, words, wrapped, at, until)
  VALUES (a_use, a_case, me.id, the_sections, a_reason, some_words, a_wrapped, now_, an_end);
  RETURN an_end;
END $$;

-- The acting member's emergency readings end: of this sign-in, or all when none is known any more. How many sections.
CREATE FUNCTION access.close_glass(why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); n integer;
BEGIN
  IF why IS NULL OR why NOT IN ('by_reader', 'signed_out') THEN PERFORM access.refuse('not_a_reason'); END IF;
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = why
   WHERE g.holder_member = me.id AND g.basis = 'break_glass' AND g.ended_at IS NULL AND g.valid_until > access.domain_now()
     AND g.sign_in IS NOT DISTINCT FROM COALESCE(access.current_sign_in(), g.sign_in);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Whether the acting member is the second person of a use: of the same agency, never the one who read, nobody who
-- administers; whoever supervises, or has the case in hand by another right than an emergency.
CREATE FUNCTION access.may_review_glass(u access.break_glass_use) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  RETURN u.member_id <> me.id AND me.profession <> 'administrator'
     AND EXISTS (SELECT FROM agencies.member m WHERE m.id = u.member_id AND m.agency_id = me.agency_id)
     AND (me.supervises OR EXISTS (
           SELECT FROM access.my_grants() g WHERE g.case_id = u.case_id AND g.basis <> 'break_glass'));
END $$;

DROP FUNCTION access.review_break_glass(uuid);
CREATE FUNCTION access.review_break_glass(a_use uuid, a_verdict text, some_words bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); u access.break_glass_use; is_wrong boolean := a_verdict = 'not_justified';
BEGIN
  SELECT * INTO u FROM access.break_glass_use b WHERE b.id = a_use AND b.reviewed_at IS NULL FOR UPDATE;
  IF u.id IS NULL OR NOT access.may_review_glass(u) THEN PERFORM access.refuse('not_yours_to_review'); END IF;
  IF a_verdict IS NULL OR a_verdict NOT IN ('justified', 'not_justified') THEN PERFORM access.refuse('not_a_verdict'); END IF;
  -- Words that lie under no key any more went with the file.
  IF some_words IS NULL AND u.wrapped IS NOT NULL THEN PERFORM access.refuse('reason_missing'); END IF;
  UPDATE access.break_glass_use b
     SET reviewed_at = access.domain_now(), reviewed_by = me.id, verdict = a_verdict,
         verdict_words = CASE WHEN u.wrapped IS NOT NULL THEN some_words END,
         noted_at = CASE WHEN is_wrong AND me.supervises THEN access.domain_now() END,
         noted_by = CASE WHEN is_wrong AND me.supervises THEN me.id END
   WHERE b.id = a_use;
  IF is_wrong THEN
    UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'not_justified'
     WHERE g.holder_member = u.member_id AND g.case_id = u.case_id AND g.basis = 'break_glass' AND g.ended_at IS NULL;
  END IF;
END $$;

-- A supervisor knows that a reading of a colleague was found not justified.
CREATE FUNCTION access.note_glass(a_use uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  UPDATE access.break_glass_use b SET noted_at = access.domain_now(), noted_by = me.id
   WHERE b.id = a_use AND b.verdict = 'not_justified' AND b.noted_at IS NULL AND b.member_id <> me.id
     AND me.supervises AND me.profession <> 'administrator'
     AND EXISTS (SELECT FROM agencies.member m WHERE m.id = b.member_id AND m.agency_id = me.agency_id);
  IF NOT FOUND THEN PERFORM access.refuse('not_yours_to_note'); END IF;
END $$;

-- What concerns the acting member of emergency readings: `review` for a second person, `note` for who supervises, `mine`
-- while it is open or waits. `ends_at` is when it ends at the latest, NULL when nothing is open any more.
CREATE FUNCTION access.glass_for_me() RETURNS TABLE (
  what text, id uuid, case_id uuid, reader text, profession text, sections text[], reason text, at timestamptz,
  ends_at timestamptz, due_at timestamptz, words bytea, wrapped bytea, verdict_words bytea
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  RETURN QUERY
    SELECT f.what, f.id, f.case_id, f.name, f.profession, f.sections, f.reason, f.at,
           (SELECT max(g.valid_until) FROM access.grants g
             WHERE g.case_id = f.case_id AND g.holder_member = f.member_id AND g.basis = 'break_glass' AND g.ended_at IS NULL
               AND g.valid_from = f.at AND g.valid_until > access.domain_now()
               AND (f.what <> 'mine' OR access.is_sitting(g.sign_in))),
           f.at + interval '72 hours', f.words, f.wrapped, f.verdict_words
      FROM (SELECT CASE WHEN b.member_id = me.id THEN 'mine' WHEN b.reviewed_at IS NULL THEN 'review' ELSE 'note' END AS what,
                   m.name, m.profession, b.*
              FROM access.break_glass_use b JOIN agencies.member m ON m.id = b.member_id
             WHERE m.agency_id = me.agency_id
               AND (b.reviewed_at IS NULL OR (b.verdict = 'not_justified' AND b.noted_at IS NULL) OR b.until > access.domain_now())
               AND CASE WHEN b.member_id = me.id THEN true
                        WHEN b.reviewed_at IS NULL THEN access.may_review_glass(b)
                        ELSE b.verdict = 'not_justified' AND b.noted_at IS NULL
                             AND me.supervises AND me.profession <> 'administrator' END) f
     ORDER BY f.at LIMIT 50;
END $$;

-- For who reads with the person: the emergency readings of a case, by agency and role, never the member.
CREATE FUNCTION access.emergencies_of(a_case uuid) RETURNS TABLE (
  at timestamptz, agency_id uuid, role text, sections text[], reason text, verdict text, reviewed_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT b.at, m.agency_id, m.profession, b.sections, b.reason, COALESCE(b.verdict, ''), b.reviewed_at
    FROM access.break_glass_use b JOIN agencies.member m ON m.id = b.member_id
   WHERE b.case_id = a_case AND EXISTS (
     SELECT FROM access.my_grants() g WHERE g.case_id = a_case AND g.basis <> 'break_glass')
   ORDER BY b.at DESC LIMIT 100
$$;

-- Numbers of the node, for everybody: of the last twelve months, and what waits now. They name no agency.
CREATE FUNCTION access.glass_numbers() RETURNS TABLE (
  used bigint, waiting bigint, late bigint, reviewed_in_time bigint, not_justified bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE b.reviewed_at IS NULL),
         count(*) FILTER (WHERE b.reviewed_at IS NULL AND b.at + interval '72 hours' <= access.domain_now()),
         count(*) FILTER (WHERE b.reviewed_at <= b.at + interval '72 hours'),
         count(*) FILTER (WHERE b.verdict = 'not_justified')
    FROM access.break_glass_use b WHERE b.at > access.domain_now() - interval '12 months' OR b.reviewed_at IS NULL
$$;

-- What is published: the twelve whole months before this one, so that no day is told by a number that has changed.
CREATE FUNCTION access.glass_published() RETURNS TABLE (
  since date, until date, used bigint, reviewed_in_time bigint, not_justified bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT (m.start - interval '12 months')::date, (m.start - interval '1 day')::date, count(b.id),
         count(b.id) FILTER (WHERE b.reviewed_at <= b.at + interval '72 hours'),
         count(b.id) FILTER (WHERE b.verdict = 'not_justified')
    FROM (SELECT date_trunc('month', access.domain_now()) AS start) m
    LEFT JOIN access.break_glass_use b ON b.at >= m.start - interval '12 months' AND b.at < m.start
   GROUP BY m.start
$$;

-- For the worker: the words of a use go with the keys of its file, and a year after its review.
CREATE FUNCTION access.forget_glass_words() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  UPDATE access.break_glass_use b SET words = NULL, wrapped = NULL, verdict_words = NULL
   WHERE b.wrapped IS NOT NULL
     AND (b.reviewed_at <= access.domain_now() - interval '366 days'
          OR NOT EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = b.case_id));
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- As before, and a member whose emergency reading waits for its review beyond its time shares nothing without consent.
-- The person's permission (or a listed ground) becomes rows that let sections leave to one named team.
CREATE OR REPLACE FUNCTION access.consent_to(
  a_case uuid, a_team uuid, the_sections text[], a_purpose text, an_end timestamptz, a_basis text, a_ground text,
  a_consent uuid, a_version integer
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); t agencies.team; c access."case"; s text;
BEGIN
  IF a_basis NOT IN ('consent', 'ground') THEN PERFORM access.refuse('not_a_basis_for_sending'); END IF;
  IF an_end IS NULL OR an_end <= access.domain_now() THEN PERFORM access.refuse('ends_before_it_begins'); END IF;
  IF a_basis = 'ground' AND access.is_reading_late(me.id) THEN PERFORM access.refuse('reading_not_reviewed'); END IF;
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id AND kind = 'own' FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  SELECT * INTO t FROM agencies.team WHERE id = a_team;
  IF t.id IS NULL THEN PERFORM access.refuse('no_such_team'); END IF;
  FOREACH s IN ARRAY the_sections LOOP
    IF NOT EXISTS (SELECT FROM access.my_grants() g WHERE g.case_id = a_case AND g.section = s
                     AND access.allows(access.sector_of(me.agency_id), me.profession, g.purpose, s, 'refer', g.basis)) THEN
      PERFORM access.refuse('not_yours_to_refer');
    END IF;
    IF NOT EXISTS (SELECT FROM unnest(t.professions) p
                    WHERE access.allows(access.sector_of(t.agency_id), p, a_purpose, s, 'open', a_basis)) THEN
      PERFORM access.refuse('recipient_may_not_hold');
    END IF;
  END LOOP;
  -- A new version takes the place of the one before for this team and purpose.
  UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'replaced'
   WHERE case_id = a_case AND discloses AND holder_team = a_team AND purpose = a_purpose AND ended_at IS NULL;
  INSERT INTO access.grants (case_id, agency_id, section, holder_team, professions, discloses, purpose, basis, ground,
                             consent_id, consent_version, valid_from, valid_until)
  SELECT a_case, me.agency_id, s2, a_team, t.professions, true, a_purpose, a_basis, a_ground, a_consent, a_version,
         access.domain_now(), an_end
    FROM (SELECT DISTINCT unnest(the_sections) AS s2) d;
  RETURN cardinality(the_sections);
END $$;
