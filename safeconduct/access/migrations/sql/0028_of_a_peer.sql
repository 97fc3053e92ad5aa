-- As `verified('inbox', 2)`, in one function, as 0024 has it for members: asked some 150 times for a referral that goes round.
CREATE OR REPLACE FUNCTION access.current_peer() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  token text := current_setting('safeconduct.context', true);
  piece text[];
  pad access.context_key;
BEGIN
  -- A token counts for the role of the process that mints it: a stray one is of no use to another process.
  IF token IS NULL OR session_user <> 'safeconduct_inbox' THEN RETURN NULL; END IF;
  piece := string_to_array(token, '|');
  IF cardinality(piece) <> 4 OR piece[3] !~ '^[0-9]{9,12}$' THEN RETURN NULL; END IF;
  SELECT * INTO pad FROM access.context_key c WHERE c.process = 'inbox';
  -- now(), not clock_timestamp(): a token must not run out between two statements of one transaction.
  IF encode(sha256(pad.outer_pad || sha256(pad.inner_pad || convert_to(array_to_string(piece[:3], '|'), 'UTF8'))), 'hex')
     IS DISTINCT FROM piece[4] OR to_timestamp(piece[3]::bigint) <= now() THEN RETURN NULL; END IF;
  RETURN piece[1];
END $$;

-- As before (0001): each section by itself was four statements. A section is opened once, however often it is named.
CREATE OR REPLACE FUNCTION access.receive(
  a_case uuid, a_handle text, a_referral uuid, a_team uuid, the_sections text[], a_purpose text, an_end timestamptz,
  a_basis text, a_ground text, a_consent uuid, a_version integer
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  p text := access.current_peer();
  at timestamptz := access.domain_now();
  t agencies.team; a agencies.agency; c access."case";
BEGIN
  IF p IS NULL THEN PERFORM access.refuse('no_message_is_being_taken_in'); END IF;
  IF a_basis NOT IN ('consent', 'ground') THEN PERFORM access.refuse('not_a_basis_for_sending'); END IF;
  SELECT * INTO t FROM agencies.team WHERE id = a_team;
  SELECT * INTO a FROM agencies.agency WHERE id = t.agency_id AND node = access.this_node();
  IF a.id IS NULL THEN PERFORM access.refuse('no_such_team'); END IF;
  IF an_end IS NULL OR an_end <= at THEN PERFORM access.refuse('consent_ended'); END IF;
  INSERT INTO access."case" (id, agency_id, kind, peer, handle, referral_id, opened_at)
  VALUES (a_case, a.id, 'received', p, a_handle, a_referral, at)
  ON CONFLICT (agency_id, referral_id) DO NOTHING;
  SELECT * INTO c FROM access."case" WHERE agency_id = a.id AND referral_id = a_referral FOR UPDATE;
  IF c.peer <> p OR c.handle <> a_handle THEN PERFORM access.refuse('not_your_referral'); END IF;
  IF EXISTS (SELECT FROM unnest(the_sections) s
              WHERE NOT EXISTS (SELECT FROM unnest(t.professions) q
                                 WHERE access.allows(a.sector, q, a_purpose, s, 'open', a_basis))) THEN
    PERFORM access.refuse('recipient_may_not_hold');
  END IF;
  UPDATE access.grants SET ended_at = at, ended_why = 'replaced'
   WHERE case_id = c.id AND section = ANY (the_sections) AND ended_at IS NULL;
  -- The named hold; a section that none of them may open is the team's.
  WITH brought AS (
    SELECT DISTINCT s FROM unnest(the_sections) s
  ), named AS (
    INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, ground, consent_id,
                               consent_version, valid_from, valid_until)
    SELECT c.id, a.id, b.s, m.id, a_purpose, a_basis, a_ground, a_consent, a_version, at, an_end
      FROM access.named d JOIN agencies.member m ON m.id = d.member_id CROSS JOIN brought b
     WHERE d.case_id = c.id AND m.suspended_at IS NULL
       AND access.allows(a.sector, m.profession, a_purpose, b.s, 'open', a_basis)
    RETURNING section
  )
  INSERT INTO access.grants (case_id, agency_id, section, holder_team, professions, purpose, basis, ground,
                             consent_id, consent_version, valid_from, valid_until)
  SELECT c.id, a.id, b.s, t.id, array_agg(q), a_purpose, a_basis, a_ground, a_consent, a_version, at, an_end
    FROM brought b CROSS JOIN unnest(t.professions) q
   WHERE b.s NOT IN (SELECT n.section FROM named n) AND access.allows(a.sector, q, a_purpose, b.s, 'open', a_basis)
   GROUP BY b.s;
  RETURN c.id;
END $$;
