"""Before deployment. The periods that this node has agreed on: every process reads them, one function writes them."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, SERVING, grant

# Who keeps the node, or who sets it up. All of them at once: half a table of clocks is none.
AGREE = """
CREATE FUNCTION referrals.agree_periods(agreed jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer;
BEGIN
  IF NOT (access.in_setup() OR access.keeps_node()) THEN
    RAISE EXCEPTION 'keeps_no_node' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM referrals.agreed_period;
  INSERT INTO referrals.agreed_period (id, state, urgency, hours, working_days)
  SELECT gen_random_uuid(), p.state, p.urgency, p.hours, p.working_days
    FROM jsonb_to_recordset(agreed) AS p(state text, urgency text, hours integer, working_days integer);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION referrals.agree_periods(jsonb) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_clocks")]
    operations = [
        migrations.CreateModel(
            name="AgreedPeriod",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("state", models.TextField()),
                ("urgency", models.TextField()),
                ("hours", models.PositiveIntegerField(default=0)),
                ("working_days", models.PositiveIntegerField(default=0)),
            ],
            options={"db_table": 'referrals"."agreed_period'},
        ),
        migrations.AddConstraint(
            model_name="agreedperiod",
            constraint=models.UniqueConstraint(fields=["state", "urgency"], name="one_period_a_clock"),
        ),
        migrations.AddConstraint(
            model_name="agreedperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(hours__gt=0, working_days=0) | models.Q(hours=0, working_days__gt=0),
                name="either_hours_or_working_days",
            ),
        ),
        *(grant("referrals.agreed_period", role, "SELECT").operation() for role in SERVING),
        migrations.RunSQL(AGREE, "DROP FUNCTION referrals.agree_periods(jsonb)"),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION referrals.agree_periods(jsonb) TO {APP}", migrations.RunSQL.noop
        ),
    ]
