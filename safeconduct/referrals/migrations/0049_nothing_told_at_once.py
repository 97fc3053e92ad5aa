"""Before deployment. What nobody of an agency shares, confers about or asks is told at once, and not after a look at all
that the member holds."""

from django.db import migrations

INDEXES = {
    "referrals.shared_items_of_an_agency": "referrals.shared_item (agency_id)",
    "referrals.holder_asks_that_wait": "referrals.holder_ask (agency_id) WHERE asked_by IS NULL AND answer = ''",
    "cases.conference_items_of_an_agency": "cases.conference_item (agency_id)",
}
# As before (0025), and nothing more is asked where the member's agency has no item of a conference that it shares.
SHARED = """
CREATE OR REPLACE FUNCTION referrals.shared_items() RETURNS TABLE (
  item_id uuid, referral_id uuid, case_id uuid, side text, local uuid, until timestamptz, is_open boolean,
  has_mine boolean, is_told boolean, came bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine text; ours uuid;
BEGIN
  SELECT m.profession, m.agency_id INTO mine, ours FROM agencies.member m WHERE m.id = access.current_member();
  IF mine IS NULL OR NOT EXISTS (SELECT FROM referrals.shared_item i WHERE i.agency_id = ours) THEN RETURN; END IF;
  RETURN QUERY
    WITH held AS MATERIALIZED (
      SELECT DISTINCT g.case_id, g.section FROM access.my_grants() g WHERE g.basis <> 'break_glass'
    ), found AS (
      SELECT i.text_id, i.referral_id, r.case_id, r.side, i.local, i.until, i.decided_at, e.has_mine, e.came
        FROM held h
        JOIN referrals.referral r ON r.case_id = h.case_id
        JOIN referrals.shared_item i ON i.referral_id = r.id AND i.section = h.section AND i.agency_id = r.agency_id
       CROSS JOIN LATERAL (
         SELECT COALESCE(bool_or(n.role = mine AND r.side = 'receiver'), false) AS has_mine,
                count(*) FILTER (WHERE r.side = 'sender' AND n.at > access.domain_now() - interval '3 days') AS came
           FROM referrals.shared_entry n WHERE n.item_id = i.text_id AND n.kind IN ('proposed', 'no_part')) e
    ), told AS MATERIALIZED (
      SELECT c.item_id FROM access.conference_items() c WHERE c.has_mine OR NOT c.is_open
    )
    SELECT f.text_id, f.referral_id, f.case_id, f.side, f.local, f.until,
           f.decided_at IS NULL AND f.until > access.domain_now(), f.has_mine,
           CASE f.side WHEN 'receiver' THEN f.has_mine OR f.decided_at IS NOT NULL OR f.until <= access.domain_now()
                       ELSE f.local IN (SELECT t.item_id FROM told t) END,
           CASE WHEN f.side = 'receiver' THEN (f.decided_at > access.domain_now() - interval '3 days')::int::bigint
                WHEN f.decided_at IS NULL THEN f.came END
      FROM found f;
END $$;
"""
# As before (access 0024), and what is open to the member is not asked where the agency confers about nothing.
CONFERRED = """
CREATE OR REPLACE FUNCTION access.conference_items() RETURNS TABLE (
  item_id uuid, conference_id uuid, case_id uuid, section text, ends_at timestamptz,
  is_open boolean, has_mine boolean, has_wish boolean, is_decided boolean, edits boolean, decides boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  me uuid := access.current_member();
  ours uuid := (SELECT m.agency_id FROM agencies.member m WHERE m.id = me);
BEGIN
  IF NOT EXISTS (SELECT FROM cases.conference_item i WHERE i.agency_id = ours) THEN RETURN; END IF;
  IF NOT EXISTS (SELECT FROM cases.conference_item i WHERE i.case_id = ANY (access.cases_open_to_me())) THEN RETURN; END IF;
  RETURN QUERY
    WITH mine AS MATERIALIZED (
      SELECT g.case_id, g.section, bool_or(g.can_edit) AS edits, bool_or(g.basis = 'lead') AS leads
        FROM access.my_grants() g WHERE g.basis IN ('lead', 'place') GROUP BY g.case_id, g.section
    )
    SELECT i.id, c.id, i.case_id, i.section, c.ends_at, c.ends_at > access.domain_now() AND NOT e.is_decided, e.has_mine,
           e.has_wish, e.is_decided, m.edits,
           m.leads OR (m.edits AND NOT EXISTS (
             SELECT FROM access.grants g WHERE g.case_id = i.case_id AND g.section = i.section AND g.basis = 'lead'
                AND g.ended_at IS NULL))
      FROM mine m
      JOIN cases.conference_item i ON i.case_id = m.case_id AND i.section = m.section
      JOIN cases.conference c ON c.id = i.conference_id AND c.case_id = i.case_id
     CROSS JOIN LATERAL (
       SELECT COALESCE(bool_or(n.kind = 'proposal' AND n.author_id = me), false) AS has_mine,
              COALESCE(bool_or(n.kind = 'wish'), false) AS has_wish,
              COALESCE(bool_or(n.kind = 'decision'), false) AS is_decided
         FROM cases.conference_entry n WHERE n.item_id = i.id) e;
END $$;
"""


def made(name: str, on: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"CREATE INDEX {name.partition('.')[2]} ON {on}", f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0048_fewer_questions"),
        ("access", "0025_in_one_case"),
        ("cases", "0022_received_names"),
    ]
    operations = [
        *[made(name, on) for name, on in INDEXES.items()],
        migrations.RunSQL(SHARED, migrations.RunSQL.noop),
        migrations.RunSQL(CONFERRED, migrations.RunSQL.noop),
    ]
