"""Accounts of those who write the public site. They are no members, and lie in a database that holds no member."""

from django.contrib.auth.models import AbstractUser


class Editor(AbstractUser):
    """Somebody who writes or approves pages. Groups say which; nobody publishes alone, a superuser neither."""

    class Meta(AbstractUser.Meta):
        db_table = "editors_editor"
