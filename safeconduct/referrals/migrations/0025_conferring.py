"""Before deployment. Items of a case conference that another agency was given, and what each side says to them."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, INBOX, OWNER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0025_conferring.sql"
ITEM, ENTRY = "referrals.shared_item", "referrals.shared_entry"
ME = "(SELECT access.current_member())"
MINE = "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
VISIBLE = (
    "case_id = ANY (ARRAY(SELECT access.visible_cases())) "
    "AND (case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
)
# A proposal is read by whoever may read those of the others: in the database too.
TOLD = "(kind <> 'proposal' OR id = ANY (ARRAY(SELECT referrals.proposals_told())))"
ITEMS = "(SELECT s.item_id FROM referrals.shared_items() s)"
# Asked by who leads the file, about an item of the own conference that they see, in words about its section.
OF_MY_CONFERENCE = (
    "EXISTS (SELECT FROM referrals.referral r "
    "JOIN referrals.text t ON t.referral_id = r.id AND t.case_id = r.case_id "
    "JOIN cases.conference_item c ON c.case_id = r.case_id "
    "WHERE r.id = shared_item.referral_id AND r.side = 'sender' AND r.agency_id = shared_item.agency_id "
    "AND t.id = shared_item.text_id AND t.section = shared_item.section AND t.kind = 'conference' "
    "AND c.id = shared_item.local AND c.section = shared_item.section "
    "AND r.case_id IN (SELECT g.case_id FROM access.my_grants() g WHERE g.basis = 'lead'))"
)
AT_THE_SENDER = "text_id IN (SELECT s.item_id FROM referrals.shared_items() s WHERE s.side = 'sender')"
# Over there, while it is open, once for each profession; its words are about nothing else.
MY_ANSWER = (
    "kind IN ('proposed', 'no_part') AND item_id IN (SELECT s.item_id FROM referrals.shared_items() s "
    "WHERE s.side = 'receiver' AND s.is_open AND NOT s.has_mine AND s.referral_id = shared_entry.referral_id) "
    "AND role = (SELECT m.profession FROM agencies.member m WHERE m.id = access.current_member())"
)
TOLD_ITEMS = "(SELECT s.item_id FROM referrals.shared_items() s WHERE s.is_told)"
READS_IT = f"item_id IN {ITEMS} AND (kind NOT IN ('proposed', 'no_part') OR author_id = {ME} OR item_id IN {TOLD_ITEMS})"


def of_peer(table: str) -> str:
    return (
        f"EXISTS (SELECT FROM referrals.referral r WHERE r.id = {table}.referral_id "
        f"AND r.peer = (SELECT access.current_peer()) AND r.agency_id = {table}.agency_id)"
    )


LOCKS = [
    force_rows(ITEM),
    grant(ITEM, APP, "SELECT, INSERT, UPDATE (meets_at, came, decided_at)"),
    policy("shared_items_of_sections_that_i_hold", ITEM, APP, "SELECT", f"{MINE} AND text_id IN {ITEMS}"),
    policy("items_of_my_conference_shared", ITEM, APP, "INSERT", "", f"{MINE} AND {OF_MY_CONFERENCE}"),
    policy(
        "shared_items_told_on", ITEM, APP, "UPDATE", f"{MINE} AND {AT_THE_SENDER}", f"{MINE} AND {AT_THE_SENDER}"
    ),
    grant(ITEM, INBOX, "SELECT, INSERT, UPDATE (meets_at, came, decided_at)"),
    policy("items_shared_with_the_peer", ITEM, INBOX, "ALL", of_peer("shared_item"), of_peer("shared_item")),
    policy("the_owner_of_the_doors_reads", ITEM, OWNER, "SELECT", "true"),
    force_rows(ENTRY),
    grant(ENTRY, APP, "SELECT, INSERT"),
    policy("entries_of_shared_items_open_to_me", ENTRY, APP, "SELECT", f"{MINE} AND {READS_IT}"),
    policy("my_answer_to_a_shared_item", ENTRY, APP, "INSERT", "", f"{MINE} AND author_id = {ME} AND {MY_ANSWER}"),
    grant(ENTRY, INBOX, "SELECT, INSERT"),
    policy("entries_shared_with_the_peer", ENTRY, INBOX, "ALL", of_peer("shared_entry"), of_peer("shared_entry")),
    policy("the_owner_of_the_doors_reads", ENTRY, OWNER, "SELECT", "true"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0024_stopped"),
        ("cases", "0012_conferences"),
        ("access", "0014_conferences"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedItem",
            fields=[
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE, primary_key=True, related_name="item",
                        serialize=False, to="referrals.text",
                    ),
                ),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("shared", models.UUIDField()),
                ("conference", models.UUIDField()),
                ("local", models.UUIDField(null=True)),
                ("message", models.UUIDField(null=True)),
                ("until", models.DateTimeField()),
                ("meets_at", models.DateTimeField(null=True)),
                ("came", models.BooleanField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="shared_items",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."shared_item',
                "indexes": [models.Index(fields=["local"], name="shared_items_of_an_item")],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "shared"), name="one_shared_item_a_name"),
                    models.UniqueConstraint(fields=("referral", "local"), name="an_item_goes_once_a_referral"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("role", models.TextField()),
                ("author_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE, related_name="entries",
                        to="referrals.shareditem",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="referrals.referral"
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.DB_CASCADE, related_name="entry",
                        to="referrals.text",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."shared_entry',
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("kind__in", ["proposed", "no_part"])), fields=("item", "role"),
                        name="one_answer_a_profession",
                    ),
                    models.UniqueConstraint(
                        condition=Q(("kind", "decided")), fields=("item",), name="one_decision_a_shared_item"
                    ),
                    models.CheckConstraint(
                        condition=Q(("kind__in", ["proposed", "no_part", "decided", "minuted"])),
                        name="a_listed_step_of_a_conference",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("kind", "no_part"), ("text", None)),
                            Q(Q(("kind", "no_part"), _negated=True), ("text__isnull", False)),
                            _connector="OR",
                        ),
                        name="whoever_takes_no_part_writes_nothing",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(lock.operation() for lock in LOCKS),
        migrations.RunSQL(
            f"ALTER POLICY texts_of_sections_open_to_me ON referrals.text USING ({VISIBLE} AND {TOLD})",
            f"ALTER POLICY texts_of_sections_open_to_me ON referrals.text USING ({VISIBLE})",
        ),
    ]  # fmt: skip
