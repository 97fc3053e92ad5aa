"""The locks for a peer's messages ask about the referral of the row, where they read all that is shared with the peer.

The same rows are open. A message cost more with every referral that its peer had ever sent; now an index finds the one.
"""

from collections.abc import Callable

from django.db import migrations

type Condition = Callable[[str, str], str]


def among_all(_table: str, column: str) -> str:
    found = "id" if column == "referral_id" else column
    return (  # of our own words alone
        f"{column} IN (SELECT r.{found} FROM referrals.referral r "  # noqa: S608
        "WHERE r.peer = (SELECT access.current_peer()))"
    )


def by_itself(table: str, column: str) -> str:
    found = "id" if column == "referral_id" else column
    return (
        f"EXISTS (SELECT FROM referrals.referral r WHERE r.{found} = {table}.{column} "
        "AND r.peer = (SELECT access.current_peer()))"
    )


def locks(of: Condition) -> list[str]:
    """Every row policy of the inbox that hangs on a referral shared with the peer."""
    both = {
        "referrals.move": "moves_shared_with_the_peer",
        "referrals.nudge": "nudges_from_the_peer",
        "referrals.about_child": "children_whom_the_peer_sent",
    }
    key = of("section_key", "case_id")
    return [
        *(
            f"ALTER POLICY {name} ON {table} USING ({condition}) WITH CHECK ({condition})"
            for table, name in both.items()
            if (condition := of(table.partition(".")[2], "referral_id"))
        ),
        f"ALTER POLICY texts_that_the_peer_brings ON referrals.text WITH CHECK ({of('text', 'referral_id')})",
        f"ALTER POLICY keys_found_for_the_peers_texts ON keys.section_key USING ({key})",
        f"ALTER POLICY keys_made_for_the_peers_texts ON keys.section_key WITH CHECK (intake AND {key})",
    ]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0013_one_line")]
    operations = [
        migrations.RunSQL(now, before) for now, before in zip(locks(by_itself), locks(among_all), strict=True)
    ]
