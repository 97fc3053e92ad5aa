-- What an authority reads of somebody else's case: one section, while all of this holds at the same moment. The question was
-- answered with yes and is not over; the version of the consent that it names is the newest, active, not taken back, and
-- names exactly this team, purpose and section; who asks still works there in a profession of that team; and the owner's
-- copy of the policy allows it. No grant is written: so no list, search or page of cases ever finds the case by it.
CREATE FUNCTION referrals.asked_place(an_ask uuid) RETURNS TABLE (case_id uuid, section text, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT v.case_id, k.section, LEAST(k.until, v.expires_at)
    FROM referrals.authority_ask k
    JOIN agencies.member me ON me.id = k.asked_by AND me.agency_id = k.agency_id
    JOIN agencies.team t ON t.id = k.team_id AND t.agency_id = me.agency_id AND me.profession = ANY (t.professions)
    JOIN agencies.seat s ON s.team_id = t.id AND s.member_id = me.id
    JOIN consent.version v ON v.consent_id = k.consent_id AND v.version = k.consent_version
   WHERE k.id = an_ask AND me.id = access.current_member()
     AND k.answer = 'yes' AND k.ended_at IS NULL AND k.until > access.domain_now()
     AND v.state = 'active' AND v.expires_at > access.domain_now() AND v.team_id = k.team_id
     AND v.document ->> 'purpose' = k.purpose AND v.document -> 'sections' = jsonb_build_array(k.section)
     AND k.number = left(replace(v.case_id::text, '-', ''), 12)
     AND NOT EXISTS (SELECT FROM consent.version n WHERE n.consent_id = v.consent_id AND n.version > v.version)
     AND NOT EXISTS (SELECT FROM consent.withdrawal w WHERE w.consent_id = v.consent_id)
     AND access.allows(access.sector_of(me.agency_id), me.profession, k.purpose, k.section, 'open', 'asked')
$$;

-- The newest version there with its key, both as they lie; no row where it is closed, and no key where it is erased.
CREATE FUNCTION referrals.asked_section(an_ask uuid) RETURNS TABLE (
  case_id uuid, section text, until timestamptz, version_id uuid, version integer, generation integer, sealed bytea,
  intake boolean, wrapped bytea
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.case_id, p.section, p.until, v.id, v.version, v.generation, v.sealed, y.intake, y.wrapped
    FROM referrals.asked_place(an_ask) p
    LEFT JOIN LATERAL (SELECT o.* FROM cases.section_version o WHERE o.case_id = p.case_id AND o.section = p.section
                        ORDER BY o.version DESC LIMIT 1) v ON true
    LEFT JOIN keys.section_key y ON y.case_id = v.case_id AND y.section = v.section AND y.generation = v.generation
$$;

-- The one sentence for whom the person lets it be told: which agency, which unit, which day. Neither the case nor the
-- person's answer is in it, and there is nothing to answer into.
CREATE FUNCTION referrals.statements_told_to_me() RETURNS TABLE (agency_id uuid, team_id uuid, offered_on date, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.agency_id, s.team_id, s.offered_on, s.told_until
    FROM referrals.statement s
   WHERE s.told_to = access.current_member() AND s.told_ended_at IS NULL AND s.told_until > access.domain_now()
   ORDER BY s.offered_on DESC, s.team_id LIMIT 200
$$;

REVOKE ALL ON FUNCTION referrals.asked_place(uuid), referrals.asked_section(uuid), referrals.statements_told_to_me() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.asked_section(uuid), referrals.statements_told_to_me() TO safeconduct_app;
