"""A page that has read all that it shows: its transaction ends while its answer is put into words.

To wait until a commit is on the disk takes as long as to render a page, and neither needs the other. Promised: the
block is left only when the database has said that all is written; what it has against that is raised there, so no
answer leaves before its audit records are kept. Inside nobody acts any more.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from safeconduct.vocabulary.together import direct_of, is_plain, last_parts, send_first, waiting_of


@contextmanager
def committing() -> Iterator[None]:
    """Write what waits and commit while the block runs; whoever asks inside is refused (`together.Over`).

    Only for the outermost transaction, when it is one of `gathering`; else the block runs as if this were not here.
    """
    waiting = waiting_of(connection)
    if waiting is None or connection.savepoint_ids or connection.needs_rollback:
        yield
        return
    if not is_plain(connection):
        send_first(connection)
        with connection.wrap_database_errors, connection.connection.pipeline():
            connection.connection.execute("COMMIT", prepare=False)
            waiting.is_over = True
            yield
        return
    way = direct_of(connection)
    with connection.wrap_database_errors:
        way.send(last_parts(waiting), last=b"COMMIT")
        waiting.is_over = True
        try:
            yield
        finally:
            way.received()
