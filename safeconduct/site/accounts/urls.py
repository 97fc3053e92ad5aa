"""Addresses of accounts. Of django-allauth's pages only those named here exist: no sign-up, no codes by mail."""

from allauth.account.views import account_inactive, login
from allauth.mfa.base.views import authenticate
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.mfa.webauthn.views import edit_webauthn, login_webauthn
from django.urls import path
from django.views.generic import RedirectView

from safeconduct.site.accounts import pages, preferences, software

urlpatterns = [
    path("", pages.Index.as_view(), name="mfa_index"),
    path("sign-in/", login, name="account_login"),
    path("sign-in/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/proof/", authenticate, name="mfa_authenticate"),
    path("place/", pages.choose_place, name="choose_place"),
    path("back/", pages.signed_in_again, name="signed_in_again"),
    path("closed/", account_inactive, name="account_inactive"),
    path("confirm/", pages.step_up_page, name="account_reauthenticate"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add/", pages.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", pages.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("app/add/", pages.AddApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("password/", pages.ChangePassword.as_view(), name="account_change_password"),
    path("software/", software.software, name="software"),
    path("software/new/", software.new, name="new_token"),
    path("software/<uuid:token>/revoke/", software.revoke, name="revoke_token"),
    path("keys/", preferences.keys, name="own_keys"),
    path("mails/", preferences.mails, name="own_mails"),
    path("mails/off/<str:token>/", preferences.refuse, name="refuse_mail"),
    path("sign-ins/", pages.own_sign_ins, name="usersessions_list"),
]
