"""How members prove who they are: allauth's settings, the same for each process; `settings` takes all of them."""

AUTHENTICATION_BACKENDS = ["safeconduct.site.accounts.backend.Account"]
PASSWORD_HASHERS = ["safeconduct.site.accounts.passwords.Argon2"]
# No rule about kinds of signs and no forced change. The list of breached passwords is the one that Django brings,
# read from the disk: the 20,000 that are used most, and whatever is put together of them.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "safeconduct.site.accounts.passwords.NotPutTogether"},
    {"NAME": "safeconduct.site.accounts.passwords.NotOfThisHouse"},
]
ACCOUNT_ADAPTER = "safeconduct.site.accounts.adapters.Accounts"
ACCOUNT_FORMS = {"login": "safeconduct.site.accounts.forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: addresses are the owner's word
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",  # nosec B105 - how often
}
MFA_ADAPTER = "safeconduct.site.accounts.adapters.Factors"
MFA_FORMS = {
    "authenticate": "safeconduct.site.accounts.forms.Prove",
    "reauthenticate": "safeconduct.site.accounts.forms.ProveAgain",
    "login_webauthn": "safeconduct.site.accounts.forms.ByPasskey",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1
