"""Before deployment. What the clocks and a team's page ask of referrals is looked up, however many are closed.

Every fifteen seconds the worker asks for what is under way, and for what has a mark beside its state. Neither had an
index, so each look read all referrals that the node ever had, five times. Whoever removes a team asks for all of its
referrals; the index of a team knew only those that nobody works on.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0025_conferring")]

    operations = [
        migrations.AddIndex(
            model_name="referral", index=models.Index(fields=["state"], name="referrals_by_state")
        ),
        migrations.AddIndex(
            model_name="referral", index=models.Index(fields=["team_id"], name="referrals_to_a_team")
        ),
        # One for each mark that the clock asks for, and none of all marks: under a row policy PostgreSQL looks up by
        # leakproof comparisons only, and whether a list contains something is none.
        *(
            migrations.AddIndex(
                model_name="referral",
                index=models.Index(
                    fields=["id"], condition=models.Q(flags__contains=[mark]), name=f"referrals_{mark}"
                ),
            )
            for mark in ("not_delivered", "consent_ending")
        ),
        # What is still open with another node is counted for whoever keeps this one.
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["peer"],
                condition=~models.Q(state__in=["draft", "closed"]),
                name="referrals_open_with_a_peer",
            ),
        ),
        # A person's page asks for the open tasks of all referrals of the case: by the case, not by one referral.
        migrations.AddIndex(
            model_name="text", index=models.Index(fields=["case_id"], name="texts_of_a_case")
        ),
        # The mails of the worker begin with what was noted and carried since the last time.
        migrations.AddIndex(model_name="escalation", index=models.Index(fields=["at"], name="steps_by_time")),
        migrations.AddIndex(
            model_name="nudge",
            index=models.Index(
                fields=["told_at"], condition=models.Q(told_at__isnull=False), name="nudges_by_time"
            ),
        ),
        # What a member would leave behind is counted on the page of their leaving.
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["asked_by"], name="enquiries_of_a_member"),
        ),
        # Reminders begin with the clocks that run, and what an agency has used lately with a day.
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["agency_id"],
                condition=models.Q(due_at__isnull=False),
                name="clocks_of_an_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["agency_id", "side", "created_at"], name="referrals_by_age"),
        ),
        # With the team alone the planner read all of the agency's entries beside it, to have fewer rows.
        migrations.RemoveIndex(model_name="referral", name="referrals_of_nobody_yet"),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["team_id", "agency_id", "side"],
                condition=models.Q(worker_id=None),
                name="referrals_nobody_has",
            ),
        ),
        migrations.AddIndex(
            model_name="keptlist",
            index=models.Index(
                fields=["team_id"], condition=models.Q(team_id__isnull=False), name="lists_of_a_team"
            ),
        ),
    ]
