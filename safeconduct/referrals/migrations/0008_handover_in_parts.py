"""Before deployment. A handover to several colleagues, in parts: begun, gone on with, and seen while it is half done."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP

FUNCTIONS = """
-- A handover that is under way: members and numbers, beside their changes of rights. No serving role has any privilege here.
CREATE TABLE agencies.handover (
  member_id uuid PRIMARY KEY REFERENCES agencies.member (id),
  to_members uuid[] NOT NULL CHECK (cardinality(to_members) > 0),
  total bigint NOT NULL,
  by_member uuid NOT NULL REFERENCES agencies.member (id),
  begun_at timestamptz NOT NULL
);

CREATE FUNCTION referrals.handover_of(a_member uuid)
RETURNS TABLE (to_members uuid[], total bigint, by_name text, begun_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM referrals.open_work(a_member);  -- refuses who is not of the administrator's agency
  RETURN QUERY SELECT h.to_members, h.total, m.name, h.begun_at
    FROM agencies.handover h JOIN agencies.member m ON m.id = h.by_member WHERE h.member_id = a_member;
END $$;

-- A part of it: at most so many cases, then referrals, shared in turn among those who can take them. How much is left.
CREATE FUNCTION referrals.hand_over_part(a_from uuid, the_to uuid[], most integer)
RETURNS TABLE (led bigint, named bigint, referrals bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE f agencies.member := agencies.colleague(a_from); me agencies.member := agencies.administrator();
  n integer := cardinality(the_to); turn integer := 0; one record; t uuid; i integer; total bigint;
BEGIN
  IF n IS NULL OR n = 0 OR EXISTS (SELECT FROM unnest(the_to) o WHERE o IS NULL OR o = f.id OR o NOT IN (
       SELECT m.id FROM agencies.member m WHERE m.agency_id = f.agency_id AND m.suspended_at IS NULL)) THEN
    PERFORM access.refuse('not_a_member_here');
  END IF;
  SELECT w.led + w.named + w.referrals INTO total FROM referrals.open_work(f.id) w;
  INSERT INTO agencies.handover AS h (member_id, to_members, total, by_member, begun_at)
  VALUES (f.id, the_to, total, me.id, access.domain_now())
  ON CONFLICT (member_id) DO UPDATE SET to_members = excluded.to_members, by_member = excluded.by_member,
    total = GREATEST(h.total, excluded.total);
  FOR one IN
    SELECT DISTINCT g.case_id, k.kind FROM access.grants g JOIN access."case" k ON k.id = g.case_id
     WHERE g.holder_member = f.id AND g.ended_at IS NULL AND g.basis <> 'break_glass'
       AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
     ORDER BY g.case_id LIMIT most
  LOOP
    t := NULL;
    FOR i IN 0 .. n - 1 LOOP
      IF access.could_take(one.case_id, f.id, the_to[1 + (turn + i) % n]) THEN t := the_to[1 + (turn + i) % n]; EXIT; END IF;
    END LOOP;
    IF t IS NULL THEN
      PERFORM access.refuse(CASE one.kind WHEN 'own' THEN 'profession_opens_no_case' ELSE 'profession_opens_nothing_here' END);
    END IF;
    PERFORM access.hand_over_case(one.case_id, f.id, t);
    UPDATE referrals.referral r SET worker_id = t WHERE r.worker_id = f.id AND r.case_id = one.case_id;
    turn := turn + 1;
  END LOOP;
  IF turn < most THEN  -- no case is left: now what is closed, and referrals that have no case of theirs
    PERFORM access.hand_over_rest(f.id, the_to);
    UPDATE referrals.referral r SET worker_id = the_to[1 + (hashtext(COALESCE(r.case_id, r.id)::text)::bigint & 2147483647) % n]
     WHERE r.worker_id = f.id;
    DELETE FROM agencies.handover h WHERE h.member_id = f.id;
  END IF;
  RETURN QUERY SELECT * FROM referrals.open_work(f.id);
END $$;

REVOKE ALL ON FUNCTION referrals.handover_of(uuid), referrals.hand_over_part(uuid, uuid[], integer) FROM PUBLIC;
DROP FUNCTION referrals.hand_over(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_periods_seen_by_two"), ("access", "0006_handover")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION referrals.{name} TO {APP}", migrations.RunSQL.noop)
            for name in ("handover_of(uuid)", "hand_over_part(uuid, uuid[], integer)")
        ),
    ]
