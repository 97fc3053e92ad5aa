"""Before deployment. Two lawyers of one person link their matters: links, and what they say, sealed as legal matters."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, INBOX, OWNER, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0002_channel.sql"
LINK, ITEM, MATTER, KEY = "counsel.link", "counsel.link_item", "counsel.matter", "keys.section_key"
ME, AGENCY = "(SELECT access.current_member())", "agency_id = (SELECT access.current_agency())"
# The row policy of matters chooses within: whoever does not see a matter sees no link of it, and nothing that is said.
OF_MY_MATTERS = "matter_id IN (SELECT m.id FROM counsel.matter m)"
OF_OPEN_ONES = "(matter_id, case_id) IN (SELECT m.id, m.case_id FROM counsel.matter m WHERE m.state = 'open')"
# The own file that the referral leads to: that of the sender, and at the receiver the one beside what was received.
FILE = (
    "SELECT CASE r.side WHEN 'sender' THEN r.case_id ELSE b.own_case END FROM referrals.referral r "
    "LEFT JOIN cases.beside b ON b.received_case = r.case_id WHERE r.id = link.referral_id "
    "AND r.agency_id = link.agency_id"
)
OF_THE_REFERRAL = f"case_id IN ({FILE})"
# A link that nobody has answered yet is seen by whoever holds legal matters in that file, and says no word.
FOR_ME = (
    "matter_id IS NULL AND ours = 'accepter' AND EXISTS (SELECT FROM access.my_grants() g "
    f"WHERE g.section = 'legal' AND g.can_edit AND g.basis IN ('lead', 'place') AND g.case_id IN ({FILE}))"
)
PROPOSED = "ours = 'proposer' AND accepted_at IS NULL AND ended_at IS NULL"
MY_ITEMS = "link_id IN (SELECT l.id FROM counsel.link l WHERE l.matter_id IS NOT NULL AND (l.why <> 'withdrawn' OR is_ours))"
MINE_IN_OPEN_LINKS = (
    "(link_id, case_id) IN (SELECT l.id, l.case_id FROM counsel.link l JOIN counsel.matter m ON m.id = l.matter_id "
    "WHERE l.accepted_at IS NOT NULL AND l.ended_at IS NULL AND m.state = 'open')"
)
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)
# The file has no legal matters any more; or nobody answered, and the referral is over.
LINK_IS_OVER = (
    "(SELECT access.is_worker()) AND (case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k "
    "WHERE k.section = 'legal') OR (case_id IS NULL AND NOT EXISTS (SELECT FROM referrals.referral r "
    "WHERE r.id = link.referral_id AND r.state NOT IN ('closed', 'withdrawn'))))"
)


def of_peer(table: str) -> str:
    return (
        f"EXISTS (SELECT FROM referrals.referral r WHERE r.id = {table}.referral_id "
        f"AND r.peer = (SELECT access.current_peer()) AND r.agency_id = {table}.agency_id)"
    )


OPEN_WITH_PEER = "EXISTS (SELECT FROM counsel.link l WHERE l.id = link_item.link_id AND l.accepted_at IS NOT NULL AND l.ended_at IS NULL)"
"""Of those that the inbox sees: the row policy of links chooses."""
LINKED_WITH_PEER = (
    "section = 'legal' AND EXISTS (SELECT FROM counsel.link l WHERE l.case_id = section_key.case_id "
    "AND l.accepted_at IS NOT NULL AND l.ended_at IS NULL)"
)
LOCKS = [
    force_rows(LINK),
    grant(
        LINK, APP, "SELECT, INSERT, UPDATE (case_id, matter_id, agreed_on, accepted_at, ended_at, why, ended_by)"
    ),
    policy("links_of_my_matters", LINK, APP, "SELECT", f"{AGENCY} AND ({OF_MY_MATTERS} OR {FOR_ME})"),
    policy(
        "links_that_i_propose", LINK, APP, "INSERT", "",
        f"{AGENCY} AND {PROPOSED} AND {OF_OPEN_ONES} AND {OF_THE_REFERRAL}",
    ),
    policy(
        "links_that_i_answer", LINK, APP, "UPDATE", f"{AGENCY} AND ended_at IS NULL AND {FOR_ME}",
        f"{AGENCY} AND ours = 'accepter' AND (ended_at IS NOT NULL OR ({OF_OPEN_ONES} AND {OF_THE_REFERRAL}))",
    ),
    policy(
        "links_that_i_end", LINK, APP, "UPDATE", f"{AGENCY} AND {OF_MY_MATTERS}",
        f"{AGENCY} AND {OF_MY_MATTERS} AND ended_at IS NOT NULL",
    ),
    grant(
        LINK, INBOX, "SELECT, INSERT, UPDATE (agreed_there, accepted_at, ended_at, why, ended_by)"
    ),
    policy("links_with_the_peer", LINK, INBOX, "ALL", of_peer("link"), of_peer("link")),
    policy("the_owner_of_the_doors", LINK, OWNER, "ALL", "true", "true"),
    grant(LINK, WORKER, "DELETE"),
    policy("links_that_are_over", LINK, WORKER, "DELETE", LINK_IS_OVER),
    force_rows(ITEM),
    grant(ITEM, APP, "SELECT, INSERT, UPDATE (done_at)"),
    policy("what_is_said_in_my_links", ITEM, APP, "SELECT", f"{AGENCY} AND {MY_ITEMS}"),
    policy(
        "what_i_say_in_my_links", ITEM, APP, "INSERT", "",
        f"{AGENCY} AND author_id = {ME} AND is_ours AND {MINE_IN_OPEN_LINKS}",
    ),
    policy(
        "tasks_of_my_links_done", ITEM, APP, "UPDATE", f"{AGENCY} AND kind = 'task' AND {MINE_IN_OPEN_LINKS}",
        f"{AGENCY} AND kind = 'task' AND {MINE_IN_OPEN_LINKS}",
    ),
    # The inbox writes what it brings, and reads none of it: not the sealed words of what came before either.
    grant(
        ITEM, INBOX,
        "INSERT, SELECT (id, link_id, agency_id, shared, kind, whose, is_ours, done_at), UPDATE (done_at)",
    ),
    policy(
        "what_the_peer_says_in_links", ITEM, INBOX, "ALL", OPEN_WITH_PEER,
        OPEN_WITH_PEER,
    ),
    policy("the_owner_of_the_doors", ITEM, OWNER, "ALL", "true", "true"),
    grant(ITEM, WORKER, "DELETE"),
    policy("items_of_links_without_a_key", ITEM, WORKER, "DELETE", WITHOUT_KEY),
    # Whether the matter here goes on, and nothing else of it.
    grant(MATTER, INBOX, "SELECT (id, state, mandate_until)"),
    policy(
        "matters_linked_with_the_peer", MATTER, INBOX, "SELECT", "EXISTS (SELECT FROM counsel.link l WHERE l.matter_id = matter.id)"
    ),
    # What the other lawyer says lies under a key that the inbox makes for it, also in a file of the receiver's own.
    policy("keys_found_for_linked_matters", KEY, INBOX, "SELECT", LINKED_WITH_PEER),
    policy("keys_made_for_linked_matters", KEY, INBOX, "INSERT", "", f"intake AND {LINKED_WITH_PEER}"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("counsel", "0001_initial"), ("referrals", "0030_chain")]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("shared", models.UUIDField()),
                ("ours", models.TextField()),
                ("case_id", models.UUIDField(null=True)),
                ("matter_id", models.UUIDField(null=True)),
                ("agreed_on", models.DateField(null=True)),
                ("agreed_there", models.DateField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True, default="")),
                ("ended_by", models.TextField(blank=True, default="")),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="links", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "db_table": 'counsel"."link',
                "indexes": [
                    models.Index(fields=["matter_id"], name="links_of_a_matter"),
                    models.Index(fields=["case_id"], name="links_of_a_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "shared"), name="one_link_a_name"),
                    models.CheckConstraint(
                        condition=Q(("ours__in", ["proposer", "accepter"])), name="a_link_has_two_sides"
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("ended_at", None), ("why", "")),
                            Q(("ended_at__isnull", False), ("why__in", ["withdrawn", "mandate", "closed", "lawyer"])),
                            _connector="OR",
                        ),
                        name="a_link_ends_for_a_listed_reason",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("agreed_on", None), ("case_id", None), ("matter_id", None)),
                            Q(
                                ("agreed_on__isnull", False), ("case_id__isnull", False),
                                ("matter_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_linked_matter_has_the_persons_yes",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("accepted_at", None),
                            Q(("agreed_there__isnull", False), ("matter_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_accepted_link_has_both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("section", models.TextField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("shared", models.UUIDField()),
                ("kind", models.TextField()),
                ("is_ours", models.BooleanField()),
                ("author_id", models.UUIDField(null=True)),
                ("whose", models.TextField(blank=True, default="")),
                ("message", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE, related_name="items", to="counsel.link"
                    ),
                ),
            ],
            options={
                "db_table": 'counsel"."link_item',
                "indexes": [models.Index(fields=["case_id"], name="items_of_links_of_a_case")],
                "constraints": [
                    models.UniqueConstraint(fields=("link", "shared"), name="one_item_of_a_link_a_name"),
                    models.CheckConstraint(condition=Q(("section", "legal")), name="items_of_links_are_legal"),
                    models.CheckConstraint(
                        condition=Q(("kind__in", ["date", "said", "served", "task"])),
                        name="a_listed_item_of_a_link",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("kind", "task"), ("whose__in", ["proposer", "accepter"])),
                            Q(Q(("kind", "task"), _negated=True), ("whose", "")),
                            _connector="OR",
                        ),
                        name="only_a_task_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("author_id__isnull", False), ("is_ours", True)),
                            Q(("author_id", None), ("is_ours", False), ("message", None)),
                            _connector="OR",
                        ),
                        name="what_is_ours_has_its_author",
                    ),
                    models.CheckConstraint(
                        condition=Q(("done_at", None), ("kind", "task"), _connector="OR"),
                        name="only_a_task_is_done",
                    ),
                ],
            },
        ),
        migrations.RunSQL(f"GRANT USAGE ON SCHEMA counsel TO {INBOX}", migrations.RunSQL.noop),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(lock.operation() for lock in LOCKS),
    ]  # fmt: skip
