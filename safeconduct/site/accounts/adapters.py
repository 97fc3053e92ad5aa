"""What django-allauth is told about this house: who may sign in, how secrets are kept, what is shown."""

import base64
import time
from io import BytesIO
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import QRCode

from safeconduct.access.acting import acting
from safeconduct.access.requests import IN_SESSION
from safeconduct.access.ring import ring
from safeconduct.agencies.queries import places_of
from safeconduct.agencies.rules import is_administrator, may_remove_factor
from safeconduct.keys.sections import DataKey, associated
from safeconduct.site.accounts import recording
from safeconduct.site.accounts.sign_ins import place_of
from safeconduct.site.accounts.standing import ENROLLED_AT, factors_of
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed
from safeconduct.vocabulary.identifiers import MemberId

FRESH = 5 * 60
PLACE = associated("public.mfa_authenticator", "data", "secret")


class Accounts(DefaultAccountAdapter):
    """Accounts come from the node's owner; members of no open place do not get in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - theirs
        """Never: members come by invitation (`administration/joining.py`)."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only a page of this node is gone to after signing in; never an address, whatever its host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None) and url.startswith("/")

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse | None:
        """Refuse an account without an open place, after its proof and before anything is opened."""
        refused: HttpResponse | None = super().pre_login(request, user, **how)
        if refused is None and not places_of(user.pk):
            recording.refused_sign_in(user.pk, "no_open_place")
            refused = render(request, "account/account_inactive.html", status=403)
        return refused

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """An administrator has no cases, so no day's work either: the agency's own pages come first."""
        place = place_of(request)
        if place is not None and is_administrator(Profession(place.profession)):
            return reverse("administration")
        return settings.LOGIN_REDIRECT_URL

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """The acting member's own password, through the one door that the database has for it."""
        user.password = make_password(password)
        with acting(MemberId(self.request.session[IN_SESSION])), connection.cursor() as cursor:
            cursor.execute("SELECT site.change_my_password(%s)", [user.password])

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not for the first factor right after signing in, nor for the recovery codes that come with it."""
        now = time.time()
        if now - self.request.session.get(ENROLLED_AT, 0) < FRESH:
            return False
        if factors_of(self.request.user.pk) == 0:
            records = get_authentication_records(self.request, self.request.user)
            if any(now - entry.get("at", 0) < FRESH for entry in records):
                return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - theirs
        """Back to the account."""
        return reverse("mfa_index")

    def add_message(
        self, request: HttpRequest, level: int, *_: Any, message: str | None = None, **__: Any
    ) -> None:
        """Errors are shown; what went well shows itself on our pages."""
        if message:
            messages.add_message(request, level, message)


class Factors(DefaultMFAAdapter):
    """Passkeys, authenticator apps and recovery codes; their secrets are kept under the node's key."""

    def get_totp_issuer(self) -> str:
        """The name over the code in the member's app."""
        return f"Safeconduct {settings.NODE}"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Whose code it is: the member's name as the agency writes it."""
        return _shown_name(user)

    def build_totp_svg(self, url: str) -> str:
        """The picture of the secret, to stand in the page itself, dark on white in every theme."""
        picture = BytesIO()
        code = QRCode(image_factory=SvgPathFillImage)
        code.add_data(url)
        code.make_image().save(picture)
        svg = picture.getvalue().decode()
        return svg[svg.index("<svg") :]

    def encrypt(self, text: str) -> str:
        """A secret under a key of its own, which is wrapped by the node's."""
        key = DataKey.generate()
        parts = ring().kek.wrap(key, PLACE), key.encrypt(text.encode(), PLACE)
        return ".".join(base64.b64encode(part).decode() for part in parts)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given. Raises CannotOpen for anything else."""
        wrapped, sealed = (base64.b64decode(part) for part in encrypted_text.split("."))
        return ring().kek.unwrap(wrapped, PLACE).decrypt(sealed, PLACE).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last factor of somebody whose profession needs one."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        professions = [Profession(place.profession) for place in places_of(authenticator.user_id)]
        others = factors_of(authenticator.user_id) - 1
        return isinstance(may_remove_factor(professions, others=others), Allowed)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """A name for a new passkey that its owner can change."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """This node; a passkey belongs to its host name for good."""
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """The member's name, for the browser's own choice of passkeys."""
        name = _shown_name(user)
        return {**super().get_public_key_credential_user_entity(user), "name": name, "display_name": name}


def _shown_name(user: AbstractBaseUser) -> str:
    places = places_of(user.pk)
    return places[0].name if places else user.get_username()
