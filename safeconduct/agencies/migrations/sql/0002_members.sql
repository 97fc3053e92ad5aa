-- What an administrator does with the members of the own agency. Each function asks the caller's context; no
-- administrator has a case, so none of them reads or writes a grant.

CREATE FUNCTION agencies.administrator() RETURNS agencies.member
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_administrator();
  IF me.id IS NULL THEN PERFORM access.refuse('not_an_administrator'); END IF;
  RETURN me;
END $$;

-- A member of the administrator's own agency who has not left, and the agency locked: the last administrator
-- must not go twice at the same moment.
CREATE FUNCTION agencies.colleague(a_member uuid) RETURNS agencies.member
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); m agencies.member;
BEGIN
  PERFORM FROM agencies.agency a WHERE a.id = me.agency_id FOR UPDATE;
  SELECT * INTO m FROM agencies.member c WHERE c.id = a_member AND c.agency_id = me.agency_id FOR UPDATE;
  IF m.id IS NULL OR m.left_at IS NOT NULL THEN PERFORM access.refuse('not_a_member_here'); END IF;
  RETURN m;
END $$;

-- Whether nobody else runs the agency, or nobody else keeps the node.
CREATE FUNCTION agencies.is_last(m agencies.member) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF m.profession <> 'administrator' OR m.suspended_at IS NOT NULL THEN RETURN false; END IF;
  IF NOT EXISTS (SELECT FROM agencies.member o WHERE o.agency_id = m.agency_id AND o.id <> m.id
                   AND o.profession = 'administrator' AND o.suspended_at IS NULL) THEN RETURN true; END IF;
  RETURN m.keeps_node AND NOT EXISTS (SELECT FROM agencies.member o WHERE o.id <> m.id AND o.keeps_node
                                        AND o.profession = 'administrator' AND o.suspended_at IS NULL);
END $$;

-- Who may be the second to see a change: another administrator, or, where there is one only, somebody who supervises.
CREATE FUNCTION agencies.seconds(an_agency uuid, the_first uuid, about uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer;
BEGIN
  SELECT count(*) INTO n FROM agencies.member m
   WHERE m.agency_id = an_agency AND m.profession = 'administrator' AND m.suspended_at IS NULL;
  RETURN QUERY SELECT m.id FROM agencies.member m
   WHERE m.agency_id = an_agency AND m.suspended_at IS NULL AND m.id <> the_first AND m.id IS DISTINCT FROM about
     AND (m.profession = 'administrator' OR (n = 1 AND m.supervises));
END $$;

CREATE FUNCTION agencies.invite(
  an_agency uuid, a_digest bytea, a_name text, an_email text, a_profession text, to_supervise boolean, the_teams uuid[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); second boolean; foreign_agency boolean;
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
  IF EXISTS (SELECT FROM public.auth_user u WHERE lower(u.email) = lower(an_email)) THEN
    PERFORM access.refuse('address_is_used');
  END IF;
  IF EXISTS (SELECT FROM unnest(the_teams) t WHERE t NOT IN (
       SELECT o.id FROM agencies.team o WHERE o.agency_id = an_agency)) THEN PERFORM access.refuse('no_such_team'); END IF;
  second := NOT foreign_agency AND (to_supervise OR a_profession = 'administrator')
    AND EXISTS (SELECT FROM agencies.seconds(an_agency, me.id, NULL));
  -- A new link takes the place of the one before.
  UPDATE agencies.invitation i SET ended_at = access.domain_now(), ended_why = 'withdrawn'
   WHERE i.agency_id = an_agency AND lower(i.email) = lower(an_email) AND i.ended_at IS NULL;
  INSERT INTO agencies.invitation (agency_id, digest, name, email, profession, supervises, teams, by_member, at, until, needs_second)
  VALUES (an_agency, a_digest, a_name, an_email, a_profession, to_supervise, the_teams, me.id, access.domain_now(),
          access.domain_now() + interval '7 days', second);
  RETURN CASE WHEN second THEN 'waits' ELSE 'open' END;
END $$;

CREATE FUNCTION agencies.withdraw_invitation(an_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  UPDATE agencies.invitation i SET ended_at = access.domain_now(), ended_why = 'withdrawn'
   WHERE i.id = an_id AND (i.agency_id = me.agency_id OR i.by_member = me.id) AND i.ended_at IS NULL;
  IF NOT FOUND THEN PERFORM access.refuse('no_open_invitation'); END IF;
END $$;

-- What an administrator sees of the invitations of the own agency; the digest never leaves.
CREATE FUNCTION agencies.invitations() RETURNS TABLE (
  id uuid, name text, email text, profession text, supervises boolean, at timestamptz, until timestamptz, waits boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  RETURN QUERY SELECT i.id, i.name, i.email, i.profession, i.supervises, i.at, i.until,
                      i.needs_second AND i.seen_at IS NULL
    FROM agencies.invitation i WHERE i.agency_id = me.agency_id AND i.ended_at IS NULL
   ORDER BY i.at DESC LIMIT 100;
END $$;

-- For somebody who is nobody yet: what this link is for, and why it does not open.
CREATE FUNCTION agencies.invitation_of(a_digest bytea) RETURNS TABLE (
  reference text, agency text, name text, email text, profession text, state text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT upper(left(i.id::text, 8)), a.name, i.name, i.email, i.profession,
                      CASE WHEN i.ended_at IS NOT NULL THEN i.ended_why
                           WHEN i.until <= access.domain_now() THEN 'expired'
                           WHEN i.needs_second AND i.seen_at IS NULL THEN 'waits' ELSE 'open' END
    FROM agencies.invitation i JOIN agencies.agency a ON a.id = i.agency_id WHERE i.digest = a_digest;
END $$;

-- The link is used: an account with the password that its owner chose, a place, and seats. Works once.
CREATE FUNCTION agencies.accept_invitation(a_digest bytea, encoded text)
RETURNS TABLE (member_id uuid, user_id integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE i agencies.invitation; who uuid := gen_random_uuid(); account integer;
BEGIN
  SELECT * INTO i FROM agencies.invitation o WHERE o.digest = a_digest FOR UPDATE;
  IF i.id IS NULL OR i.ended_at IS NOT NULL OR i.until <= access.domain_now()
     OR (i.needs_second AND i.seen_at IS NULL) THEN PERFORM access.refuse('no_open_invitation'); END IF;
  IF encoded NOT LIKE 'argon2$argon2id$%' THEN PERFORM access.refuse('no_password'); END IF;
  PERFORM pg_advisory_xact_lock(hashtext('agencies.account'));
  IF EXISTS (SELECT FROM public.auth_user u WHERE lower(u.email) = lower(i.email)) THEN
    PERFORM access.refuse('address_is_used');
  END IF;
  INSERT INTO public.auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
  VALUES ('member-' || who, encoded, false, '', '', i.email, false, true, now()) RETURNING id INTO account;
  INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises, keeps_node)
  VALUES (who, i.agency_id, account, i.name, i.profession, i.supervises, false);
  INSERT INTO agencies.seat (id, member_id, team_id)
  SELECT gen_random_uuid(), who, t.id FROM agencies.team t WHERE t.id = ANY (i.teams) AND t.agency_id = i.agency_id;
  UPDATE agencies.invitation o SET ended_at = access.domain_now(), ended_why = 'used' WHERE o.id = i.id;
  RETURN QUERY SELECT who, account;
END $$;

-- At once: a suspended member is nobody from the next statement on, and its sign-ins end with their next page.
CREATE FUNCTION agencies.suspend(a_member uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member := agencies.colleague(a_member);
BEGIN
  PERFORM FROM access.node FOR UPDATE;
  IF agencies.is_last(m) THEN PERFORM access.refuse('last_administrator'); END IF;
  UPDATE agencies.member o SET suspended_at = COALESCE(o.suspended_at, access.domain_now()) WHERE o.id = m.id;
END $$;

CREATE FUNCTION agencies.lift(a_member uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member := agencies.colleague(a_member);
BEGIN
  UPDATE agencies.member o SET suspended_at = NULL WHERE o.id = m.id;
END $$;

CREATE FUNCTION agencies.seat(a_member uuid, the_teams uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member := agencies.colleague(a_member);
BEGIN
  IF m.profession = 'administrator' AND cardinality(the_teams) > 0 THEN PERFORM access.refuse('administrators_have_no_seat'); END IF;
  IF EXISTS (SELECT FROM unnest(the_teams) t WHERE t NOT IN (
       SELECT o.id FROM agencies.team o WHERE o.agency_id = m.agency_id)) THEN PERFORM access.refuse('no_such_team'); END IF;
  DELETE FROM agencies.seat s WHERE s.member_id = m.id AND s.team_id <> ALL (the_teams);
  INSERT INTO agencies.seat (id, member_id, team_id)
  SELECT gen_random_uuid(), m.id, t FROM unnest(the_teams) t ON CONFLICT ON CONSTRAINT one_seat_per_team DO NOTHING;
END $$;

-- Rights change. Less takes effect at once, more waits for a second person. A member with open items hands them
-- over before the profession changes: what was held under the old one must not stay.
CREATE FUNCTION agencies.change_rights(a_member uuid, a_profession text, to_supervise boolean, to_keep boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member := agencies.colleague(a_member); me agencies.member := agencies.administrator(); more boolean;
BEGIN
  PERFORM FROM access.node FOR UPDATE;
  IF to_keep AND a_profession <> 'administrator' THEN PERFORM access.refuse('only_administrators_keep_the_node'); END IF;
  IF to_keep <> m.keeps_node AND NOT me.keeps_node THEN PERFORM access.refuse('keeps_no_node'); END IF;
  IF agencies.is_last(m) AND (a_profession <> 'administrator' OR to_keep < m.keeps_node) THEN
    PERFORM access.refuse('last_administrator');
  END IF;
  IF a_profession <> m.profession AND access.holds_cases(m.id) THEN PERFORM access.refuse('hand_over_first'); END IF;
  more := (to_supervise AND NOT m.supervises) OR (to_keep AND NOT m.keeps_node)
    OR (a_profession <> m.profession AND a_profession NOT IN ('judge', 'trainer', 'editor'));
  IF more AND NOT EXISTS (SELECT FROM agencies.seconds(m.agency_id, me.id, m.id)) THEN
    PERFORM access.refuse('nobody_to_confirm');
  END IF;
  DELETE FROM agencies.change c WHERE c.member_id = m.id AND c.outcome = 'waits';
  INSERT INTO agencies.change (agency_id, member_id, profession, supervises, keeps_node, by_member, at, outcome)
  VALUES (m.agency_id, m.id, a_profession, to_supervise, to_keep, me.id, access.domain_now(),
          CASE WHEN more THEN 'waits' ELSE 'at_once' END);
  IF NOT more THEN PERFORM agencies.apply_rights(m.id, a_profession, to_supervise, to_keep); END IF;
  RETURN CASE WHEN more THEN 'waits' ELSE 'at_once' END;
END $$;

CREATE FUNCTION agencies.apply_rights(a_member uuid, a_profession text, to_supervise boolean, to_keep boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE agencies.member m SET profession = a_profession, supervises = to_supervise, keeps_node = to_keep
   WHERE m.id = a_member;
  IF a_profession = 'administrator' THEN DELETE FROM agencies.seat s WHERE s.member_id = a_member; END IF;
  IF a_profession <> 'coordinator' THEN DELETE FROM agencies.coordination c WHERE c.coordinator_id = a_member; END IF;
END $$;

-- What waits for the acting member as the second person: changes, and invitations that bring rights over others.
CREATE FUNCTION agencies.waiting_for_me() RETURNS TABLE (
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
    SELECT i.id, 'invitation', i.name, i.profession, i.supervises, false, '', false, false, b.name, i.at
      FROM agencies.invitation i JOIN agencies.member b ON b.id = i.by_member
     WHERE i.agency_id = me.agency_id AND i.needs_second AND i.seen_at IS NULL AND i.ended_at IS NULL
       AND me.id IN (SELECT agencies.seconds(i.agency_id, i.by_member, NULL))
    ORDER BY 11;
END $$;

CREATE FUNCTION agencies.answer_change(an_id uuid, agrees boolean) RETURNS uuid
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
  SELECT * INTO i FROM agencies.invitation o WHERE o.id = an_id AND o.needs_second AND o.seen_at IS NULL
     AND o.ended_at IS NULL FOR UPDATE;
  IF i.id IS NULL THEN PERFORM access.refuse('nothing_waits'); END IF;
  IF me IS NULL OR me NOT IN (SELECT agencies.seconds(i.agency_id, i.by_member, NULL)) THEN
    PERFORM access.refuse('not_yours_to_confirm');
  END IF;
  UPDATE agencies.invitation o SET seen_by = me, seen_at = access.domain_now(),
         ended_at = CASE WHEN agrees THEN NULL ELSE access.domain_now() END,
         ended_why = CASE WHEN agrees THEN NULL ELSE 'refused' END WHERE o.id = i.id;
  RETURN i.id;
END $$;

-- The place ends for good, once nothing is open. The row stays: records name it. Password, factors and sign-ins go
-- when it was the account's last place.
CREATE FUNCTION agencies.remove_member(a_member uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member := agencies.colleague(a_member);
BEGIN
  PERFORM FROM access.node FOR UPDATE;
  IF agencies.is_last(m) THEN PERFORM access.refuse('last_administrator'); END IF;
  IF referrals.open_items(m.id) > 0 THEN PERFORM access.refuse('hand_over_first'); END IF;
  DELETE FROM agencies.seat s WHERE s.member_id = m.id;
  DELETE FROM agencies.coordination c WHERE c.coordinator_id = m.id;
  DELETE FROM agencies.change c WHERE c.member_id = m.id AND c.outcome = 'waits';
  UPDATE agencies.member o SET suspended_at = COALESCE(o.suspended_at, access.domain_now()),
         left_at = access.domain_now(), supervises = false, keeps_node = false WHERE o.id = m.id;
  IF EXISTS (SELECT FROM agencies.member o WHERE o.user_id = m.user_id AND o.left_at IS NULL) THEN RETURN; END IF;
  UPDATE public.auth_user u SET is_active = false, password = '!', email = '' WHERE u.id = m.user_id;
  DELETE FROM public.account_emailaddress e WHERE e.user_id = m.user_id;
  DELETE FROM public.mfa_authenticator a WHERE a.user_id = m.user_id;
  DELETE FROM public.django_session s USING public.usersessions_usersession u
   WHERE u.user_id = m.user_id AND s.session_key = u.session_key;
  DELETE FROM public.usersessions_usersession u WHERE u.user_id = m.user_id;
END $$;
