"""A ticket: a code that organisers look somebody up with, and its picture, which a telephone's own scanner opens."""

from urllib.parse import parse_qs, urlsplit

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from safeconduct.public import settings
from safeconduct.public.conferences.models import Registration

QUIET = 4
"""Modules of white around it, as ISO/IEC 18004 asks for."""


def ticket_address(registration: Registration) -> str:
    """Where the picture leads: to the door of this edition, which organisers alone may open."""
    door = reverse("attending_door", args=[registration.edition.code])
    return f"{settings.WAGTAILADMIN_BASE_URL}{door}?ticket={registration.ticket}"


def qr_svg(text: str) -> str:
    """`text` as a picture for the page: black on white in each theme, as scanners need it, without inline style."""
    code = QRCode(border=QUIET, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    modules = code.get_matrix()
    dots = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark
    )
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="240" height="240" '
        'role="img" aria-label="{label}"><rect width="{size}" height="{size}" fill="#fff"/>'
        '<path d="{dots}" fill="#000" shape-rendering="crispEdges"/></svg>',
        size=len(modules),
        label=_("QR code of the ticket, to be scanned at the door"),
        dots=dots,
    )


def code_in(scanned: str) -> str:
    """The code in what was typed or scanned: the code itself, or the whole address of the picture."""
    words = scanned.replace("\0", "").strip()
    if "://" not in words:
        return words
    try:
        code = parse_qs(urlsplit(words).query).get("ticket", [words])[0]
        return code.replace("\0", "").strip()
    except ValueError:
        return words
