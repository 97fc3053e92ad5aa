"""The second factor: codes of an app (RFC 6238, by `cryptography`), and recovery codes for a day without it."""

import base64
import hmac
import secrets
from datetime import datetime
from io import BytesIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import QRCode

from safeconduct.public.editors.hashing import hashed, key_for
from safeconduct.public.editors.models import Editor, Factor, RecoveryCode

SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
RECOVERY_CODES = 10
_NONCE = 12


def new_secret() -> bytes:
    """What the app and the site share: 160 bits, as RFC 4226 recommends."""
    return secrets.token_bytes(SECRET_BYTES)


def seal(secret: bytes, editor: Editor) -> bytes:
    """Under a key of the site's folder, for this editor alone."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key_for("factor")).encrypt(nonce, secret, str(editor.pk).encode())


def open_sealed(sealed: bytes, editor: Editor) -> bytes | None:
    """What was sealed; None for another editor's, or where the site's secret is another one now."""
    try:
        return AESGCM(key_for("factor")).decrypt(sealed[:_NONCE], sealed[_NONCE:], str(editor.pk).encode())
    except (InvalidTag, ValueError):
        return None


def code_at(secret: bytes, step: int) -> str:
    """What the app shows in this half minute."""
    return _totp(secret).generate(step * SECONDS).decode()


def step_of(secret: bytes, code: str, *, now: datetime, after: int = -1) -> int | None:
    """The half minute of this code, now or one to each side as clocks differ, and later than `after`; None: wrong."""
    at = int(now.timestamp()) // SECONDS
    plain = "".join(code.split()).encode()
    found = [
        step for step in (at - 1, at, at + 1) if hmac.compare_digest(code_at(secret, step).encode(), plain)
    ]
    return next((step for step in found if step > after), None)


def make(editor: Editor, secret: bytes, *, step: int, now: datetime) -> list[str]:
    """The factor of this editor, and its recovery codes, which are seen this once."""
    with transaction.atomic():
        factor = Factor.objects.create(
            editor=editor, sealed=seal(secret, editor), last_step=step, made_at=now
        )
        codes = [_new_code() for _each in range(RECOVERY_CODES)]
        RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, under=_under(code)) for code in codes)
    return codes


def passes(factor: Factor, typed: str, *, now: datetime) -> bool:
    """Whether this is the app's code, or a recovery code that was not used; either passes once."""
    secret = open_sealed(bytes(factor.sealed), factor.editor)
    step = step_of(secret, typed, now=now, after=factor.last_step) if secret is not None else None
    if step is not None:
        # Asked again as it is written: of two that come at once with one code, one passes.
        return Factor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step) == 1
    return RecoveryCode.objects.filter(factor=factor, under=_under(typed)).delete()[0] == 1


def remove(editor: Editor) -> None:
    """No factor any more, and no recovery code of it."""
    Factor.objects.filter(editor=editor).delete()


def as_text(secret: bytes) -> str:
    """The secret to type, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[begin : begin + 4] for begin in range(0, len(text), 4))


def as_picture(secret: bytes, name: str, issuer: str) -> str:
    """The secret to photograph, as SVG to stand in the page itself."""
    picture = BytesIO()
    code = QRCode(image_factory=SvgPathFillImage)
    code.add_data(_totp(secret).get_provisioning_uri(name, issuer))
    code.make_image().save(picture)
    svg = picture.getvalue().decode()
    return svg[svg.index("<svg") :]


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), SECONDS)  # noqa: S303 - what every app of this kind computes  # nosec B303


def _new_code() -> str:
    """50 bits, in two groups of letters and digits that are not mistaken for each other."""
    letters = base64.b32encode(secrets.token_bytes(7)).decode().lower()[:10]
    return f"{letters[:5]}-{letters[5:]}"


def _under(code: str) -> bytes:
    return hashed("recovery codes", "".join(each for each in code.lower() if each.isalnum()))
