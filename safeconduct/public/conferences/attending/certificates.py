"""A certificate as it is stored: hashes under the site's key, so that a code finds one and no list names anybody.

The code comes from the site's key and from what the certificate says. So it is the same whenever somebody fetches it,
another one once something in it has changed, and nobody who reads the database can make one.
"""

import base64
import hashlib
import hmac
import re
import unicodedata
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from safeconduct.public import settings
from safeconduct.public.conferences.attending.queries import Named, attended_by, length_attended
from safeconduct.public.conferences.models import Certificate, Registration
from safeconduct.public.pages.words import plain

CODE_BYTES = 10
"""80 bits: sixteen characters, which can be read out, and which nobody guesses at the rate that is let through."""
PARTS = re.compile(".{4}")
READ_AS = str.maketrans("018", "OIB")
"""What base32 has no digit for, and people type."""


def code_of(registration: Registration, sessions: list[Named], whole: timedelta) -> str:
    """The code of what the certificate of this person says now, in four parts."""
    said = [str(registration.pk), registration.name, str(whole), *(str(each.pk) for each in sessions)]
    digest = _keyed("certificate", *said)[:CODE_BYTES]
    return "-".join(PARTS.findall(base64.b32encode(digest).decode()))


def typed(code: str) -> str:
    """A code as it is stored, however somebody typed it."""
    letters = re.sub(r"[^A-Z0-9]", "", code.upper()).translate(READ_AS)
    return "-".join(PARTS.findall(letters))


def hash_of_code(code: str) -> bytes:
    """What is stored of a code."""
    return _keyed("certificate code", code)


def hash_of_name(code: str, name: str) -> bytes:
    """What is stored of a name: different for each certificate, the same in any case, spacing and without accents."""
    return _keyed("certificate name", code, " ".join(plain(unicodedata.normalize("NFKC", name)).split()))


def make(registration: Registration, sessions: list[Named], *, now: datetime) -> str:
    """Store that the certificate of this person is made, and take back what said something else. Its code."""
    whole = length_attended(sessions)
    code = code_of(registration, sessions, whole)
    with transaction.atomic():
        Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
        Certificate.objects.get_or_create(
            code_hash=hash_of_code(code),
            defaults={
                "edition": registration.edition,
                "registration": registration,
                "name_hash": hash_of_name(code, registration.name),
                "minutes": int(whole.total_seconds()) // 60,
                "sessions": len(sessions),
                "made_at": now,
            },
        )
        follow(registration, now=now)
    return code


def follow(registration: Registration, *, now: datetime | None = None) -> None:
    """Take back each certificate that says something else than what is written down now; one that is right counts."""
    made = Certificate.objects.filter(registration=registration)
    if not made.exists():
        return
    sessions = attended_by(registration)
    right = hash_of_code(code_of(registration, sessions, length_attended(sessions)))
    is_right = registration.arrived_at is not None and bool(sessions)
    if is_right:
        made.filter(code_hash=right).update(taken_back_at=None)
        made = made.exclude(code_hash=right)
    made.filter(taken_back_at=None).update(taken_back_at=now or timezone.now())


def find(code: str) -> Certificate | None:
    """The certificate of a code as it is stored, if there is one."""
    return Certificate.objects.select_related("edition").filter(code_hash=hash_of_code(code)).first()


def is_name(found: Certificate, code: str, name: str) -> bool:
    """Whether it was made for this name."""
    return hmac.compare_digest(bytes(found.name_hash), hash_of_name(code, name))


def _keyed(kind: str, *said: str) -> bytes:
    """HMAC-SHA-256 under the site's key; parts cannot run into one another."""
    return hmac.digest(settings.SECRET_KEY.encode(), "\0".join((kind, *said)).encode(), hashlib.sha256)
