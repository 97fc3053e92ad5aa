"""Before deployment. What a person's pages ask of their own file is looked up, however many files there are.

A partial index of what waits does not find what was answered, and a person's page shows that too. What time it is, the
policies of what is long over ask once now: as a bare call they asked it for each row, every ten minutes.
"""

from django.db import migrations, models

FILE_IS_GONE = "NOT (case_id IN (SELECT k.case_id FROM access.standing_keys() k))"
LONG_OVER = {
    ("complaints_long_over", "cases.complaint"): "answered_at < (SELECT access.domain_now()) - interval '1 year'",
    ("questions_long_asked", "cases.conflict_question"): "asked_at < (SELECT access.domain_now()) - interval '90 days'",
    ("words_long_answered", "cases.persons_word"):
        f"(answered_at < (SELECT access.domain_now()) - interval '1 year' OR {FILE_IS_GONE})",
    ("givings_long_over", "cases.giving"):
        f"asked_at < (SELECT access.domain_now()) - interval '3 years' AND {FILE_IS_GONE}",
    ("copies_long_over", "cases.given"):
        f"given_at < (SELECT access.domain_now()) - interval '3 years' AND {FILE_IS_GONE}",
}  # fmt: skip
"""As they were, but for the SELECT around the time."""


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_interpreters")]

    operations = [
        migrations.AddIndex(
            model_name="personsword",
            index=models.Index(fields=["case_id", "written_at"], name="words_about_a_case"),
        ),
        # The timeline asks for decisions by the case; it walked the index of all decisions of the node.
        migrations.AddIndex(
            model_name="conferenceentry",
            index=models.Index(fields=["case_id"], name="entries_of_a_case"),
        ),
        # Today asks for what was decided lately; the index of what waits does not find it, so all of the node was read.
        migrations.AddIndex(
            model_name="giving",
            index=models.Index(fields=["agency_id", "decided_at"], name="givings_by_decision"),
        ),
        # What a member would leave behind is counted on the page of their leaving.
        migrations.AddIndex(
            model_name="ask", index=models.Index(fields=["asked_by"], name="asks_of_a_member")
        ),
        *(
            migrations.RunSQL(
                f"ALTER POLICY {name} ON {table} USING ((SELECT access.is_worker()) AND {over})",
                migrations.RunSQL.noop,
            )
            for (name, table), over in LONG_OVER.items()
        ),
    ]
