"""What the node has to do and whether it is done: messages, jobs, workers, pages and inbox."""

from safeconduct.commands.examining.findings import Finding, Look, ok, warning, wrong
from safeconduct.commands.nodes.roads import answers

LATE_HOURS, LOST_HOURS = 1, 24
"""When a message that waits is worth a look, and when somebody must act."""
JOB_MINUTES = 15
"""A job that is due for so long is not done by anybody; the slowest kind comes every ten minutes."""
HEARTBEAT_SECONDS = 90
START = "Start it with ./run serve, or its units with systemctl."
LOGS = "Look at its log, web.jsonl, inbox.jsonl or worker.jsonl in logs/, or at the journal of its unit."


def pages(look: Look) -> Finding:
    """The pages answer on their port."""
    return _answered(look, "pages", look.node.ports.web)


def inbox(look: Look) -> Finding:
    """The inbox answers on its port."""
    return _answered(look, "inbox", look.node.ports.inbox)


def _answered(look: Look, name: str, port: int) -> Finding:
    if answers(port, look.node.road):
        return ok(f"The {name} of the node: port {port} answers.")
    if look.served:
        return wrong(f"The {name} of the node: port {port} does not answer, though the node is served.", LOGS)
    return warning(f"The {name} of the node: nothing answers on port {port}, the node is stopped.", START)


def workers(look: Look) -> Finding:
    """A worker is alive: it was heard of a moment ago."""
    row = look.connection.execute(
        "SELECT count(*) FROM public.procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
        [HEARTBEAT_SECONDS],
    ).fetchone()
    alive = row[0] if row else 0
    if alive:
        return ok(f"Workers that were heard of a moment ago: {alive}.")
    if look.served:
        return wrong("No worker was heard of: messages do not leave and clocks stand still.", LOGS)
    return warning("No worker was heard of, the node is stopped.", START)


def messages(look: Look) -> Finding:
    """No message has waited for long to go to another node."""
    rows = look.connection.execute(
        "SELECT peer, count(*), floor(extract(epoch FROM now() - min(posted_at)) / 3600)::integer "
        "FROM exchange.outgoing WHERE state = 'waiting' GROUP BY peer HAVING min(posted_at) < now() - "
        "make_interval(hours => %s) ORDER BY 3 DESC",
        [LATE_HOURS],
    ).fetchall()
    if not rows:
        return ok("No message waits for long.")
    said = "; ".join(f"{number} to {peer}, the oldest for {hours} hours" for peer, number, hours in rows[:5])
    found = wrong if rows[0][2] >= LOST_HOURS else warning
    return found(
        f"Messages wait: {said}.",
        "Look at the other node under Administration, Other nodes, and telephone whoever runs it. Nothing is lost.",
    )


def set_aside(look: Look) -> Finding:
    """No message of another node was set aside unread in the last day."""
    rows = look.connection.execute(
        "SELECT coalesce(p.node, ''), count(*) FROM exchange.quarantined q "
        "LEFT JOIN exchange.peer p ON p.node = q.peer "
        "WHERE q.received_at > now() - interval '1 day' GROUP BY 1 ORDER BY 2 DESC"
    ).fetchall()
    if not rows:
        return ok("No message was set aside in the last day.")
    said = ", ".join(f"{number} of {peer or 'nobody known'}" for peer, number in rows[:5])
    return warning(
        f"Messages were set aside in the last day: {said}.",
        "Telephone whoever runs that node: their clock, their keys or their release may be wrong.",
    )


def emergencies(look: Look) -> Finding:
    """No emergency reading waits for its second person for more than three days."""
    row = look.connection.execute(
        "SELECT used, waiting, late, not_justified FROM access.glass_numbers()"
    ).fetchone()
    used, waiting, late, not_justified = row or (0, 0, 0, 0)
    said = (
        f"Emergency readings of the last twelve months: {used}, not justified {not_justified}; waiting for a second "
        f"person: {waiting}, for more than three days {late}."
    )
    if not late:
        return ok(said)
    return warning(
        said, "Tell who supervises in the agencies: it stands on their Today, and blocks whoever read."
    )


def jobs(look: Look) -> Finding:
    """The jobs of the clock are done: none has failed for good, and none is long overdue."""
    failed = look.connection.execute(
        "SELECT task_name, count(*) FROM public.procrastinate_jobs WHERE status = 'failed' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    if failed:
        said = ", ".join(f"{name} {number} times" for name, number in failed)
        return warning(
            f"Jobs failed in the last seven days: {said}.",
            "Look for a fault in worker.jsonl; the next tick tries again.",
        )
    late = look.connection.execute(
        "SELECT count(*) FROM public.procrastinate_jobs WHERE status IN ('todo', 'doing') AND id IN (SELECT job_id "
        "FROM public.procrastinate_events WHERE type = 'deferred' AND at < now() - make_interval(mins => %s))",
        [JOB_MINUTES],
    ).fetchone()
    if late and late[0] and look.served:
        return wrong(f"{late[0]} jobs have been due for more than {JOB_MINUTES} minutes.", LOGS)
    return ok("No job has failed, and none is overdue.")
