"""The public site: whether its mails leave, and whether what is about those who registered is erased on its day."""

from contextlib import closing

import psycopg

from safeconduct.commands.examining.findings import Finding, Look, ok, warning, wrong
from safeconduct.commands.nodes import public
from safeconduct.vocabulary.roles import PUBLIC

NO_SITE = "The node has no public site."
LOG = "Look at its worker's log, public-worker.jsonl in logs/, and at the settings of its mail server."
WAITING = """
    SELECT count(*), coalesce(floor(extract(epoch FROM now() - min(made_at)) / 60), 0)::integer
      FROM post_mail WHERE sent_at IS NULL AND given_up_at IS NULL AND made_at < now() - interval '30 minutes'
"""
OVERDUE = """
    SELECT (SELECT count(*) FROM conferences_needs n JOIN conferences_registration r ON r.id = n.registration_id
              JOIN conferences_edition e ON e.id = r.edition_id WHERE e.ends_at < now() - interval '1 hour'),
           (SELECT count(*) FROM conferences_registration r JOIN conferences_edition e ON e.id = r.edition_id
             WHERE e.ends_at + make_interval(days => e.keeps_days) < now() - interval '1 hour')
"""


def mails(look: Look) -> Finding:
    """No mail of the public site waits for more than half an hour."""
    if not _has_site(look):
        return ok(NO_SITE)
    with closing(_connect(look)) as connection:
        number, minutes = connection.execute(WAITING).fetchone() or (0, 0)
    if not number:
        return ok("No mail of the public site waits for long.")
    return warning(f"Mails of the public site wait: {number}, the oldest for {minutes} minutes.", LOG)


def erasing(look: Look) -> Finding:
    """What the public site keeps of those who registered for a conference is erased on its day."""
    if not _has_site(look):
        return ok(NO_SITE)
    with closing(_connect(look)) as connection:
        needs, registrations = connection.execute(OVERDUE).fetchone() or (0, 0)
    if not needs and not registrations:
        return ok("Nothing of those who registered for a conference is overdue to be erased.")
    said = f"Not erased on their day: needs of {needs} people, registrations of {registrations}."
    return (
        wrong(said, LOG) if look.served else warning(said, "Start the node: its site's worker erases them.")
    )


def _has_site(look: Look) -> bool:
    return look.node.site is not None and public.is_made(look.node.home)


def _connect(look: Look) -> psycopg.Connection:
    return public.connect(look.node.home, PUBLIC)
