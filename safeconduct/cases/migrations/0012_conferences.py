"""Before deployment. Case conferences: each item and what is written to it lies under the key of one section."""

import uuid

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, force_rows, grant, policy

CONFERENCE, ITEM, ENTRY = "cases.conference", "cases.conference_item", "cases.conference_entry"
KINDS = ["wish", "proposal", "decision", "minutes"]
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
LED = "case_id IN (SELECT g.case_id FROM access.my_grants() g WHERE g.basis = 'lead')"
# By leading the case or by a place in it: an emergency opens none.
IN_THE_TEAM = (
    "(case_id, section) IN "
    "(SELECT g.case_id, g.section FROM access.my_grants() g WHERE g.basis IN ('lead', 'place'))"
)
# Its day is not over; it is of the item's own case.
GOES_ON = (
    "EXISTS (SELECT FROM cases.conference c WHERE c.id = conference_item.conference_id "
    "AND c.case_id = conference_item.case_id AND c.ends_at > access.domain_now())"
)
STANDING = (
    "EXISTS (SELECT FROM access.conference_items() s WHERE s.item_id = conference_entry.item_id "
    "AND s.case_id = conference_entry.case_id AND s.section = conference_entry.section AND CASE conference_entry.kind "
    "WHEN 'proposal' THEN s.is_open AND NOT s.has_mine "
    "WHEN 'wish' THEN s.edits AND NOT s.is_decided "
    "WHEN 'decision' THEN s.decides AND s.has_wish AND NOT s.is_decided AND (s.has_mine OR NOT s.is_open) "
    "ELSE s.edits OR s.decides END)"
)
# Independent views: those of others after one's own, or when it is over.
TOLD_ITEMS = "SELECT s.item_id FROM access.conference_items() s WHERE s.has_mine OR NOT s.is_open"
TOLD = f"(kind <> 'proposal' OR author_id = {ME} OR item_id = ANY (ARRAY({TOLD_ITEMS})))"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)


def _sealed() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]
    return [
        ("case_id", models.UUIDField()),
        ("agency_id", models.UUIDField()),
        ("section", models.TextField()),
        ("generation", models.IntegerField()),
        ("sealed", models.BinaryField()),
    ]


def _id() -> tuple[str, models.Field]:  # type: ignore[type-arg]
    return ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False))


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_conflicts"), ("access", "0014_conferences")]

    operations = [
        migrations.CreateModel(
            name="Conference",
            fields=[
                _id(),
                *_sealed(),
                ("opened_by", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("meets_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'cases"."conference',
                "indexes": [models.Index(fields=["case_id", "opened_at"], name="conferences_of_a_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("section", "profile")), name="conferences_belong_to_profile"
                    ),
                    models.CheckConstraint(
                        condition=Q(("ends_at__gte", F("opened_at"))), name="ends_after_it_was_opened"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceItem",
            fields=[
                _id(),
                ("conference_id", models.UUIDField()),
                *_sealed(),
                ("added_by", models.UUIDField()),
                ("role", models.TextField()),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."conference_item',
                "indexes": [models.Index(fields=["case_id", "section"], name="items_of_a_section")],
            },
        ),
        migrations.CreateModel(
            name="ConferenceEntry",
            fields=[
                _id(),
                ("item_id", models.UUIDField()),
                *_sealed(),
                ("kind", models.TextField()),
                ("author_id", models.UUIDField()),
                ("role", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'cases"."conference_entry',
                "indexes": [models.Index(fields=["item_id", "at"], name="entries_of_an_item")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("kind", "proposal")),
                        fields=("item_id", "author_id"),
                        name="one_proposal_an_author",
                    ),
                    models.UniqueConstraint(
                        condition=Q(("kind", "decision")), fields=("item_id",), name="one_decision_an_item"
                    ),
                    models.CheckConstraint(
                        condition=Q(("kind__in", KINDS)), name="written_as_what_is_listed"
                    ),
                ],
            },
        ),
        *(force_rows(table).operation() for table in (CONFERENCE, ITEM, ENTRY)),
        grant(CONFERENCE, APP, "SELECT, INSERT, UPDATE (sealed, generation, meets_at)").operation(),
        policy("conferences_open_to_me", CONFERENCE, APP, "SELECT", IN_THE_TEAM).operation(),
        policy(
            "conferences_that_i_open", CONFERENCE, APP, "INSERT", "",
            f"opened_by = {ME} AND agency_id = {AGENCY} AND {LED}",
        ).operation(),
        policy("conferences_that_i_lead", CONFERENCE, APP, "UPDATE", LED, LED).operation(),
        grant(ITEM, APP, "SELECT, INSERT").operation(),
        policy("items_open_to_me", ITEM, APP, "SELECT", IN_THE_TEAM).operation(),
        policy(
            "items_that_i_add", ITEM, APP, "INSERT", "",
            f"added_by = {ME} AND agency_id = {AGENCY} AND {EDITABLE} AND {IN_THE_TEAM} AND {GOES_ON}",
        ).operation(),
        grant(ENTRY, APP, "SELECT, INSERT").operation(),
        policy("entries_open_to_me", ENTRY, APP, "SELECT", f"{IN_THE_TEAM} AND {TOLD}").operation(),
        policy(
            "entries_that_i_write", ENTRY, APP, "INSERT", "",
            f"author_id = {ME} AND agency_id = {AGENCY} AND {STANDING}",
        ).operation(),
        *(grant(table, WORKER, "DELETE").operation() for table in (CONFERENCE, ITEM, ENTRY)),
        policy("conferences_without_a_key", CONFERENCE, WORKER, "DELETE", WITHOUT_KEY).operation(),
        policy("items_without_a_key", ITEM, WORKER, "DELETE", WITHOUT_KEY).operation(),
        policy("entries_without_a_key", ENTRY, WORKER, "DELETE", WITHOUT_KEY).operation(),
        # The door of these items reads them for whoever acts, as the door says.
        *(
            policy("the_owner_of_the_doors_reads", table, OWNER, "SELECT", "true").operation()
            for table in (CONFERENCE, ITEM, ENTRY)
        ),
    ]  # fmt: skip
