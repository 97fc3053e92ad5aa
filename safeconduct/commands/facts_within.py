"""What `./run facts` does inside a node: referrals, sums and years as the worker, files as the web process."""

from contextlib import closing
from uuid import UUID

from safeconduct.commands import counted_once
from safeconduct.vocabulary.roles import OWNER

_LEFT = """
    SELECT c.id, (SELECT g.holder_member FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member
                   WHERE g.case_id = c.id AND g.basis = 'lead' AND g.ended_at IS NULL
                     AND m.suspended_at IS NULL LIMIT 1)
      FROM access."case" c
     WHERE c.kind = 'own' AND NOT EXISTS (
       SELECT FROM statistics.person p WHERE p.mark = statistics.mark('case', c.id))
     ORDER BY c.id
"""


def main(arguments: list[str]) -> int:
    """Always 0; what could not be counted is said."""
    import django

    django.setup()
    within = {"referrals": _referrals, "files": _files, "sums": _sums}
    what, *year = arguments
    if what in within:
        within[what]()
    else:
        counted_once.run(what, *map(int, year))
    return 0


def _referrals() -> None:
    from safeconduct.statistics.rounds import count_uncounted

    print(f"{count_uncounted():,} referrals counted.")


def _sums() -> None:
    from safeconduct.statistics.rounds import add_up, say_uncounted

    print(f"{add_up():,} rows of the tallies added up.")
    say_uncounted()


def _files() -> None:
    from safeconduct.statistics.filling import fill

    left = _left()
    done = sum(fill(case, lead) for case, lead in left if lead is not None)
    print(f"{done:,} files counted.")
    if done < len(left):
        print(
            f"{len(left) - done:,} files could not be counted: nobody leads them, or nothing in them can be read."
        )


def _left() -> list[tuple[UUID, UUID | None]]:
    """Own cases without a fact, each with who leads it; only the owner can say which have none."""
    from django.conf import settings
    from django.db import connection

    from safeconduct.commands.nodes.databases import Address
    from safeconduct.commands.places import secret

    home, name = settings.NODE_HOME, connection.settings_dict["NAME"]
    assert home is not None  # noqa: S101 - it was started in a node
    address = Address.read(home)
    at = Address(address.host, address.port, name, address.options)
    with closing(at.connect(OWNER, secret(home, OWNER))) as owner:
        return [(row[0], row[1]) for row in owner.execute(_LEFT)]
