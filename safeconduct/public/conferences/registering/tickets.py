"""The ticket as a picture: a code that a telephone at the door reads."""

from io import BytesIO

from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import QRCode

from safeconduct.public.conferences.models import Registration


def picture_of(registration: Registration) -> SafeString:
    """The code of somebody's ticket as SVG, dark on white, to stand within a page."""
    code, picture = QRCode(image_factory=SvgPathFillImage), BytesIO()
    code.add_data(registration.ticket)
    code.make_image().save(picture)
    svg = picture.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - drawn from letters and digits of our own
