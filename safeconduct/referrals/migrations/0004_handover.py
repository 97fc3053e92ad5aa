"""Before deployment. A colleague's referrals go to another one; and whoever administers sees no referral at all."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP, OWNER, policy

NOT_AN_ADMINISTRATOR = "(SELECT access.current_administrator()) IS NULL"
HIDDEN = (
    "referrals.referral",
    "referrals.move",
    "referrals.escalation",
    "referrals.spoken",
    "referrals.nudge",
    "referrals.about_child",
    "consent.review",
)
"""Tables that every member of an agency may look into, but for who administers it: they say who needs what."""

# For the handover below: the owner changes envelopes of the agency whose administrator acts, and no other.
AT_THE_ADMINISTRATORS_AGENCY = (
    "agency_id = (SELECT m.agency_id FROM agencies.member m WHERE m.id = access.current_administrator())"
)

FUNCTIONS = """
CREATE FUNCTION referrals.open_items(a_member uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT o.led + o.named + o.referrals FROM referrals.open_work(a_member) o);
END $$;

-- How much a member of the administrator's own agency has in hand: numbers only.
CREATE FUNCTION referrals.open_work(a_member uuid) RETURNS TABLE (led bigint, named bigint, referrals bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM agencies.member m JOIN agencies.member me ON me.agency_id = m.agency_id
                  WHERE m.id = a_member AND me.id = access.current_administrator()) THEN
    PERFORM access.refuse('not_a_member_here');
  END IF;
  RETURN QUERY SELECT c.led, c.named,
    (SELECT count(*) FROM referrals.referral r WHERE r.worker_id = a_member AND r.state <> 'closed')
    FROM access.open_cases(a_member) c;
END $$;

-- One step: cases through the door of the grants, referrals with them.
CREATE FUNCTION referrals.hand_over(a_from uuid, a_to uuid) RETURNS TABLE (led bigint, named bigint, referrals bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT * FROM referrals.open_work(a_from);
  PERFORM access.hand_over_cases(a_from, a_to);
  UPDATE referrals.referral r SET worker_id = a_to WHERE r.worker_id = a_from;
END $$;

REVOKE ALL ON FUNCTION referrals.open_items(uuid), referrals.open_work(uuid), referrals.hand_over(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.open_work(uuid), referrals.hand_over(uuid, uuid) TO safeconduct_app;
"""


def hidden(table: str) -> migrations.RunSQL:
    """A policy that only narrows: none of the agency's rows is the administrator's."""
    return migrations.RunSQL(
        f"CREATE POLICY nothing_for_who_administers ON {table} AS RESTRICTIVE FOR ALL TO {APP} "
        f"USING ({NOT_AN_ADMINISTRATOR})",
        f"DROP POLICY nothing_for_who_administers ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_agreed_periods"), ("agencies", "0002_administration")]
    operations = [
        *(hidden(table) for table in HIDDEN),
        policy(
            "the_owner_hands_on",
            "referrals.referral",
            OWNER,
            "UPDATE",
            AT_THE_ADMINISTRATORS_AGENCY,
            AT_THE_ADMINISTRATORS_AGENCY,
        ).operation(),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
