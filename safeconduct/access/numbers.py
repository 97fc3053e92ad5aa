"""How many numbers of files a member may type in an hour: whoever tries them at random is stopped, and told of.

Ten different ones. All count, whether they are a file's or not, so that being stopped says nothing about any of them.
"""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

AN_HOUR = 10
"""As in `access.number_typed`."""

TOO_MANY = Reason(
    "too_many_file_numbers",
    _("You have typed as many numbers of files as one member may in an hour. Who supervises sees it."),
    _("Let whoever leads the case read the number out, and try again in an hour. In danger, telephone them."),
)


def typed(number: str) -> Decision:
    """Count this number for the acting member; refused where ten others were typed within the hour."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.number_typed(%s)", [number])
        row = cursor.fetchone()
    return Refused(TOO_MANY) if row and row[0] else Allowed()
