"""Before deployment. Row policies of Today and of a referral cost less: who acts, and what is open to them, is told sooner."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP

# As `verified('web', 1)` and one row of the member, in one function: asked some thirty times for a page. The token of a
# person who looks by a paper has one part more, and is nobody here.
WHO = """
CREATE OR REPLACE FUNCTION access.{name}() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  token text := current_setting('safeconduct.context', true);
  piece text[];
  inside bytea;
  outside bytea;
  found uuid;
BEGIN
  -- A token counts for the role of the process that mints it: a stray one is of no use to another process.
  IF token IS NULL OR session_user <> '{app}' THEN RETURN NULL; END IF;
  piece := string_to_array(token, '|');
  IF cardinality(piece) <> 3 OR piece[2] !~ '^[0-9]{{9,12}}$' THEN RETURN NULL; END IF;
  SELECT c.inner_pad, c.outer_pad INTO inside, outside FROM access.context_key c WHERE c.process = 'web';
  IF encode(sha256(outside || sha256(inside || convert_to(piece[1] || '|' || piece[2], 'UTF8'))), 'hex')
     IS DISTINCT FROM piece[3] THEN RETURN NULL; END IF;
  -- now(), not clock_timestamp(): a token must not run out between two statements of one transaction.
  IF to_timestamp(piece[2]::bigint) <= now() THEN RETURN NULL; END IF;
  SELECT m.{column} INTO found FROM agencies.member m
   WHERE m.id = split_part(piece[1], '/', 1)::uuid AND m.suspended_at IS NULL{more};
  RETURN found;
END $$;
"""
ASKED = {
    "current_member": ("id", ""),
    "current_agency": ("agency_id", ""),
    "current_administrator": ("id", " AND m.profession = 'administrator'"),
    "agency_at_work": ("agency_id", " AND m.profession <> 'administrator'"),
}

# What `access.held` gives, said once more: who acts and when are asked first and once, and a list needs no join with them.
# A test holds the two together. Cases as one value: a set is written down row by row before anybody reads it.
HELD = """
     WHERE g.holder_member = me AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
       AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in))"""
HELD_BY_A_TEAM = """
     WHERE g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
       AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine AND as_what = ANY (g.professions)
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)"""
ACTING = """
LANGUAGE plpgsql STABLE {rows}SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
  as_what text;
BEGIN
  SELECT m.agency_id, m.profession INTO mine, as_what FROM agencies.member m WHERE m.id = me;"""
LISTS = f"""
CREATE OR REPLACE FUNCTION access.cases_open_to_me() RETURNS uuid[]{ACTING.format(rows="")}
  RETURN ARRAY(
    SELECT DISTINCT g.case_id FROM access.grants g{HELD}
    ) || ARRAY(
    SELECT DISTINCT g.case_id FROM access.grants g{HELD_BY_A_TEAM});
END $$;

CREATE OR REPLACE FUNCTION access.visible_sections() RETURNS TABLE (case_id uuid, section text){ACTING.format(rows="ROWS 100 ")}
  RETURN QUERY SELECT g.case_id, g.section FROM access.grants g{HELD};
  RETURN QUERY SELECT g.case_id, g.section FROM access.grants g{HELD_BY_A_TEAM};
END $$;

CREATE OR REPLACE FUNCTION access.agencies_that_i_coordinate() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member();
BEGIN
  RETURN ARRAY(SELECT c.agency_id FROM agencies.coordination c
                 JOIN agencies.member m ON m.id = c.coordinator_id AND m.profession = 'coordinator'
                WHERE c.coordinator_id = me);
END $$;
"""  # noqa: S608 - constants of this file
# As before (0014), and nothing more is asked where no case that is open to the member has a conference, as on most days.
CONFERENCE_ITEMS = """
CREATE OR REPLACE FUNCTION access.conference_items() RETURNS TABLE (
  item_id uuid, conference_id uuid, case_id uuid, section text, ends_at timestamptz,
  is_open boolean, has_mine boolean, has_wish boolean, is_decided boolean, edits boolean, decides boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member(); mine uuid[] := access.cases_open_to_me();
BEGIN
  IF NOT EXISTS (SELECT FROM cases.conference_item i WHERE i.case_id = ANY (mine)) THEN RETURN; END IF;
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
NEW = ["agency_at_work()", "cases_open_to_me()", "agencies_that_i_coordinate()"]

BEFORE = "id = ANY (ARRAY(SELECT access.visible_cases()))"
NOW = "id = ANY ((SELECT access.cases_open_to_me())::uuid[])"


def holding(condition: str) -> str:
    return f'ALTER POLICY cases_that_i_hold ON access."case" USING ({condition})'


class Migration(migrations.Migration):
    dependencies = [("access", "0023_quicker")]
    operations = [
        *[
            migrations.RunSQL(
                WHO.format(name=name, app=APP, column=column, more=more), migrations.RunSQL.noop
            )
            for name, (column, more) in ASKED.items()
        ],
        migrations.RunSQL(LISTS, migrations.RunSQL.noop),
        migrations.RunSQL(CONFERENCE_ITEMS, migrations.RunSQL.noop),
        *[
            migrations.RunSQL(
                f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION access.{name} TO {APP}",
                migrations.RunSQL.noop,
            )
            for name in NEW
        ],
        migrations.RunSQL(holding(NOW), holding(BEFORE)),
    ]
