"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the second set of values that RFC 9106 recommends: 64 MiB, three passes, four lanes.

    A password that was kept with other values is not kept anew at sign-in: the web process may not write
    passwords, but for the acting member's own when they change it.
    """

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4

    def must_update(self, encoded: str) -> bool:  # noqa: ARG002 - Django's signature
        """Never at sign-in."""
        return False
