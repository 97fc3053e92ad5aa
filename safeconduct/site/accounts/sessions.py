"""Sign-ins lie in the database, as Django keeps them; each page reads one, with whose it is, by one statement."""

from typing import Any

from django.contrib.sessions.backends import db

from safeconduct.site.accounts.look import Look, look_at


class SessionStore(db.SessionStore):
    """Django's own in everything else. `look` is what was found with the sign-in."""

    look: Look | None = None

    def _get_session_from_db(self) -> Any:
        self.look = look_at(self.session_key) if self.session_key else None
        if self.look is None:
            self._session_key = None  # as Django does: a name that nobody was given is never taken over
            return None
        return self.look.session
