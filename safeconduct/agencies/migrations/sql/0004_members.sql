-- Seats, a team's professions and invitations to work on cases are seen by two, as changes of rights were before.

-- A seat that ends, ends at once; one that begins is proposed.
DROP FUNCTION agencies.seat(uuid, uuid[]);
CREATE FUNCTION agencies.seat(a_member uuid, the_teams uuid[]) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member := agencies.colleague(a_member); new_ones jsonb;
BEGIN
  IF m.profession = 'administrator' AND cardinality(the_teams) > 0 THEN PERFORM access.refuse('administrators_have_no_seat'); END IF;
  IF EXISTS (SELECT FROM unnest(the_teams) t WHERE t NOT IN (
       SELECT o.id FROM agencies.team o WHERE o.agency_id = m.agency_id)) THEN PERFORM access.refuse('no_such_team'); END IF;
  DELETE FROM agencies.seat s WHERE s.member_id = m.id AND s.team_id <> ALL (the_teams);
  DELETE FROM agencies.proposal p WHERE p.kind = 'seat' AND p.about = m.id AND p.outcome = 'waits';
  SELECT jsonb_agg(t) INTO new_ones FROM unnest(the_teams) t
   WHERE t NOT IN (SELECT s.team_id FROM agencies.seat s WHERE s.member_id = m.id);
  IF new_ones IS NULL THEN RETURN 'at_once'; END IF;
  RETURN agencies.propose('seat', m.agency_id, m.id, jsonb_build_object('teams', new_ones), '{"teams": []}');
END $$;

-- Name and languages at once, and fewer professions; more are proposed. A new team begins with none.
DROP FUNCTION agencies.save_team(uuid, text, text[], text[]);
CREATE FUNCTION agencies.save_team(a_team uuid, a_name text, the_professions text[], the_languages text[]) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); stood text[];
BEGIN
  IF 'administrator' = ANY (the_professions) THEN PERFORM access.refuse('administrators_have_no_seat'); END IF;
  INSERT INTO agencies.team AS t (id, agency_id, name, professions, languages)
  VALUES (a_team, me.agency_id, a_name, '{}', the_languages)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, languages = excluded.languages,
    professions = ARRAY(SELECT p FROM unnest(t.professions) p WHERE p = ANY (the_professions))
   WHERE t.agency_id = me.agency_id
  RETURNING t.professions INTO stood;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_team'); END IF;
  DELETE FROM agencies.proposal p WHERE p.kind = 'team' AND p.about = a_team AND p.outcome = 'waits';
  IF the_professions <@ stood THEN RETURN 'at_once'; END IF;
  RETURN agencies.propose('team', me.agency_id, a_team, jsonb_build_object('professions', the_professions),
                          jsonb_build_object('professions', stood));
END $$;

-- 'open', 'waits' or 'by_one'. Somebody who has an account here already gets a place beside the others, not a second account.
CREATE OR REPLACE FUNCTION agencies.invite(
  an_agency uuid, a_digest bytea, a_name text, an_email text, a_profession text, to_supervise boolean, the_teams uuid[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); more boolean; second boolean; foreign_agency boolean;
BEGIN
  PERFORM FROM agencies.agency a WHERE a.id = an_agency AND a.node = access.this_node() FOR UPDATE;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_agency'); END IF;
  foreign_agency := an_agency <> me.agency_id;
  -- Who keeps the node brings the first administrator to another agency, and nobody else.
  IF foreign_agency AND NOT (me.keeps_node AND a_profession = 'administrator' AND NOT to_supervise AND NOT EXISTS (
       SELECT FROM agencies.member m WHERE m.agency_id = an_agency AND m.profession = 'administrator'
          AND m.suspended_at IS NULL)) THEN
    PERFORM access.refuse('not_your_agency');
  END IF;
  IF EXISTS (SELECT FROM public.auth_user u JOIN agencies.member m ON m.user_id = u.id
              WHERE lower(u.email) = lower(an_email) AND m.agency_id = an_agency) THEN
    PERFORM access.refuse('address_is_used');
  END IF;
  IF EXISTS (SELECT FROM unnest(the_teams) t WHERE t NOT IN (
       SELECT o.id FROM agencies.team o WHERE o.agency_id = an_agency)) THEN PERFORM access.refuse('no_such_team'); END IF;
  more := NOT foreign_agency AND (to_supervise OR a_profession NOT IN ('judge', 'trainer', 'editor'));
  second := more AND EXISTS (SELECT FROM agencies.seconds(an_agency, me.id, NULL));
  -- A new link takes the place of the one before.
  UPDATE agencies.invitation i SET ended_at = access.domain_now(), ended_why = 'withdrawn'
   WHERE i.agency_id = an_agency AND lower(i.email) = lower(an_email) AND i.ended_at IS NULL;
  INSERT INTO agencies.invitation (agency_id, digest, name, email, profession, supervises, teams, by_member, at, until,
                                   needs_second, by_one)
  VALUES (an_agency, a_digest, a_name, an_email, a_profession, to_supervise, the_teams, me.id, access.domain_now(),
          access.domain_now() + interval '7 days', second, more AND NOT second);
  RETURN CASE WHEN second THEN 'waits' WHEN more THEN 'by_one' ELSE 'open' END;
END $$;

-- As before; and 'account' where whoever reads the link signs in with the account that has this address.
CREATE OR REPLACE FUNCTION agencies.invitation_of(a_digest bytea) RETURNS TABLE (
  reference text, agency text, name text, email text, profession text, state text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT upper(left(i.id::text, 8)), a.name, i.name, i.email, i.profession,
                      CASE WHEN i.ended_at IS NOT NULL THEN i.ended_why
                           WHEN i.until <= access.domain_now() THEN 'expired'
                           WHEN i.needs_second AND i.seen_at IS NULL THEN 'waits'
                           WHEN EXISTS (SELECT FROM public.auth_user u WHERE lower(u.email) = lower(i.email)) THEN 'account'
                           ELSE 'open' END
    FROM agencies.invitation i JOIN agencies.agency a ON a.id = i.agency_id WHERE i.digest = a_digest;
END $$;

-- An open invitation, locked; refused when its link opens no (more).
CREATE FUNCTION agencies.open_invitation(a_digest bytea) RETURNS agencies.invitation
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE i agencies.invitation;
BEGIN
  SELECT * INTO i FROM agencies.invitation o WHERE o.digest = a_digest FOR UPDATE;
  IF i.id IS NULL OR i.ended_at IS NOT NULL OR i.until <= access.domain_now()
     OR (i.needs_second AND i.seen_at IS NULL) THEN PERFORM access.refuse('no_open_invitation'); END IF;
  RETURN i;
END $$;

CREATE FUNCTION agencies.take_place(i agencies.invitation, account integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who uuid := gen_random_uuid();
BEGIN
  -- One account is one reader: the language that was chosen holds at each of its places.
  INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises, keeps_node, language)
  VALUES (who, i.agency_id, account, i.name, i.profession, i.supervises, false,
          COALESCE((SELECT m.language FROM agencies.member m WHERE m.user_id = account LIMIT 1), ''));
  INSERT INTO agencies.seat (id, member_id, team_id)
  SELECT gen_random_uuid(), who, t.id FROM agencies.team t WHERE t.id = ANY (i.teams) AND t.agency_id = i.agency_id;
  UPDATE agencies.invitation o SET ended_at = access.domain_now(), ended_why = 'used', member_id = who WHERE o.id = i.id;
  RETURN who;
END $$;

-- The link is used: an account with the password that its owner chose, a place, and seats. Works once.
CREATE OR REPLACE FUNCTION agencies.accept_invitation(a_digest bytea, encoded text)
RETURNS TABLE (member_id uuid, user_id integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE i agencies.invitation := agencies.open_invitation(a_digest); account integer;
BEGIN
  IF encoded NOT LIKE 'argon2$argon2id$%' THEN PERFORM access.refuse('no_password'); END IF;
  PERFORM pg_advisory_xact_lock(hashtext('agencies.account'));
  IF EXISTS (SELECT FROM public.auth_user u WHERE lower(u.email) = lower(i.email)) THEN
    PERFORM access.refuse('account_is_there');
  END IF;
  INSERT INTO public.auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
  VALUES ('member-' || gen_random_uuid(), encoded, false, '', '', i.email, false, true, now()) RETURNING id INTO account;
  RETURN QUERY SELECT agencies.take_place(i, account), account;
END $$;

-- The link is used by somebody who is signed in with the account that has its address: one account, one more place.
CREATE FUNCTION agencies.accept_as_myself(a_digest bytea) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE i agencies.invitation := agencies.open_invitation(a_digest); account integer;
BEGIN
  SELECT u.id INTO account FROM agencies.member m JOIN public.auth_user u ON u.id = m.user_id
   WHERE m.id = access.current_member() AND lower(u.email) = lower(i.email) AND u.is_active;
  IF account IS NULL THEN PERFORM access.refuse('not_your_invitation'); END IF;
  IF EXISTS (SELECT FROM agencies.member m WHERE m.agency_id = i.agency_id AND m.user_id = account) THEN
    PERFORM access.refuse('address_is_used');
  END IF;
  RETURN agencies.take_place(i, account);
END $$;

-- As before, and what one person alone has let in: it stands here until the second has seen it.
CREATE OR REPLACE FUNCTION agencies.waiting_for_me() RETURNS TABLE (
  id uuid, kind text, name text, profession text, supervises boolean, keeps_node boolean,
  was_profession text, was_supervises boolean, was_keeps_node boolean, by_name text, at timestamptz
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member();
  RETURN QUERY
    SELECT c.id, 'change', m.name, c.profession, c.supervises, c.keeps_node, m.profession, m.supervises, m.keeps_node,
           b.name, c.at
      FROM agencies.change c JOIN agencies.member m ON m.id = c.member_id JOIN agencies.member b ON b.id = c.by_member
     WHERE c.agency_id = me.agency_id AND c.outcome = 'waits'
       AND me.id IN (SELECT agencies.seconds(c.agency_id, c.by_member, c.member_id))
    UNION ALL
    SELECT i.id, CASE WHEN i.by_one THEN 'by_one' ELSE 'invitation' END, i.name, i.profession, i.supervises, false,
           '', false, false, b.name, i.at
      FROM agencies.invitation i JOIN agencies.member b ON b.id = i.by_member
     WHERE i.agency_id = me.agency_id AND (i.needs_second OR i.by_one) AND i.seen_at IS NULL
       AND (i.ended_at IS NULL OR (i.by_one AND i.ended_why = 'used'))
       AND me.id IN (SELECT agencies.seconds(i.agency_id, i.by_member, i.member_id))
    ORDER BY 11 LIMIT 100;
END $$;

-- As before. Who came in by one person's word alone and is not agreed to, is suspended: nothing of the work is lost.
CREATE OR REPLACE FUNCTION agencies.answer_change(an_id uuid, agrees boolean) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := access.current_member(); c agencies.change; m agencies.member; i agencies.invitation;
BEGIN
  SELECT * INTO c FROM agencies.change o WHERE o.id = an_id AND o.outcome = 'waits' FOR UPDATE;
  IF c.id IS NOT NULL THEN
    IF me IS NULL OR me NOT IN (SELECT agencies.seconds(c.agency_id, c.by_member, c.member_id)) THEN
      PERFORM access.refuse('not_yours_to_confirm');
    END IF;
    IF agrees THEN
      PERFORM FROM agencies.agency a WHERE a.id = c.agency_id FOR UPDATE;
      SELECT * INTO m FROM agencies.member o WHERE o.id = c.member_id FOR UPDATE;
      IF m.left_at IS NOT NULL THEN PERFORM access.refuse('not_a_member_here'); END IF;
      IF c.profession <> m.profession AND access.holds_cases(m.id) THEN PERFORM access.refuse('hand_over_first'); END IF;
      IF agencies.is_last(m) AND c.profession <> 'administrator' THEN PERFORM access.refuse('last_administrator'); END IF;
      PERFORM agencies.apply_rights(m.id, c.profession, c.supervises, c.keeps_node);
    END IF;
    UPDATE agencies.change o SET seen_by = me, seen_at = access.domain_now(),
           outcome = CASE WHEN agrees THEN 'confirmed' ELSE 'refused' END WHERE o.id = c.id;
    RETURN c.member_id;
  END IF;
  SELECT * INTO i FROM agencies.invitation o WHERE o.id = an_id AND (o.needs_second OR o.by_one) AND o.seen_at IS NULL
     AND (o.ended_at IS NULL OR (o.by_one AND o.ended_why = 'used')) FOR UPDATE;
  IF i.id IS NULL THEN PERFORM access.refuse('nothing_waits'); END IF;
  IF me IS NULL OR me NOT IN (SELECT agencies.seconds(i.agency_id, i.by_member, i.member_id)) THEN
    PERFORM access.refuse('not_yours_to_confirm');
  END IF;
  IF NOT agrees AND i.member_id IS NOT NULL THEN
    PERFORM FROM agencies.agency a WHERE a.id = i.agency_id FOR UPDATE;
    SELECT * INTO m FROM agencies.member o WHERE o.id = i.member_id FOR UPDATE;
    IF agencies.is_last(m) THEN PERFORM access.refuse('last_administrator'); END IF;
    UPDATE agencies.member o SET suspended_at = COALESCE(o.suspended_at, access.domain_now()) WHERE o.id = m.id;
  END IF;
  UPDATE agencies.invitation o SET seen_by = me, seen_at = access.domain_now(),
         ended_at = CASE WHEN agrees THEN o.ended_at ELSE COALESCE(o.ended_at, access.domain_now()) END,
         ended_why = CASE WHEN agrees THEN o.ended_why ELSE COALESCE(o.ended_why, 'refused') END WHERE o.id = i.id;
  RETURN i.id;
END $$;
