"""The fourth step: the server that this node sends mail by, tried with one mail before it is kept."""

import smtplib
import socket
import ssl
from dataclasses import asdict

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.reading import said_in
from safeconduct.site import mail_settings
from safeconduct.site.accounts import recording
from safeconduct.site.mail_settings import MailSettings
from safeconduct.site.setup import door
from safeconduct.site.setup.administrator import first_administrator
from safeconduct.site.setup.steps import Answers, next_after, of_step, show
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.mail_addresses import is_mail_address
from safeconduct.vocabulary.questions import Question

FIELDS = ("host", "port", "security", "user", "sender")
SECURITY: dict[str, Words] = {
    "starttls": gettext_lazy("STARTTLS (mostly port 587)"),
    "tls": gettext_lazy("TLS from the beginning (mostly port 465)"),
    "none": gettext_lazy("None: only for a server on this very machine"),
}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})

SENTENCES: dict[type[Exception], tuple[str, Words]] = {
    socket.gaierror: ("host", gettext_lazy("No server has this name: look at each letter of it.")),
    ssl.SSLCertVerificationError: (
        "host",
        gettext_lazy("The server's certificate is not made out to this name, or has ended: ask who runs it."),
    ),
    ssl.SSLError: (
        "security",
        gettext_lazy(
            "The server does not speak TLS in this way at this port: try the other way, or another port."
        ),
    ),
    smtplib.SMTPNotSupportedError: (
        "security",
        gettext_lazy(
            "The server does not offer this: try another kind of protection, or leave the user out."
        ),
    ),
    smtplib.SMTPAuthenticationError: (
        "user",
        gettext_lazy("The server does not take this user with this password: type both again."),
    ),
    smtplib.SMTPSenderRefused: (
        "sender",
        gettext_lazy("The server does not send for this sender: use an address that belongs to the user."),
    ),
    smtplib.SMTPRecipientsRefused: (
        "host",
        gettext_lazy("The server takes no mail to the administrator's address: look at it one step back."),
    ),
    ConnectionRefusedError: (
        "port",
        gettext_lazy(
            "Nobody answers at this port: look at the number, and whether a firewall stands between."
        ),
    ),
    TimeoutError: (
        "host",
        gettext_lazy("The server did not answer in time: look at name and port, and for a firewall between."),
    ),
    smtplib.SMTPServerDisconnected: (
        "security",
        gettext_lazy("The server ended the conversation: try the other kind of protection, or another port."),
    ),
}
"""What is said of each kind of fault, and beside which field. A kind stands before those that it is one of."""


@of_step("mail")
def mail(request: HttpRequest, done: Answers) -> HttpResponse:
    """Settings that a mail was really sent with, or none at all."""
    if request.method != "POST":
        return _form(request, known_settings(), {}, done)
    if "skip" in request.POST:
        return _done({"skipped": True})
    given = {name: request.POST.get(name, "").strip() for name in FIELDS}
    password = request.POST.get("password", "") or mail_settings.read_password(door.home())
    errors = wrong(given)
    if not errors and (problem := tried(settings_in(given), password, to=_first_address())):
        errors = problem
    if errors:
        return _form(request, given, errors, done)
    mail_settings.keep(door.home(), settings_in(given), password if given["user"] else "")
    return _done({"tried": True})


def _done(answer: door.Answer) -> HttpResponse:
    if "skipped" in answer:
        mail_settings.forget(door.home())
    with door.setting_up():
        door.keep("mail", answer)
    recording.by_nobody("setup:step", detail={"step": "mail"})
    return next_after("mail")


def _first_address() -> str:
    known = first_administrator()
    return known[1].email if known else ""


def wrong(given: dict[str, str]) -> dict[str, Words]:
    """What can be seen to be wrong without asking the server."""
    errors: dict[str, Words] = {}
    if not given["host"] or " " in given["host"]:
        errors["host"] = _("Write the name of the mail server, such as mail.agency.example.")
    if not given["port"].isdecimal() or len(given["port"]) > 5 or not 0 < int(given["port"]) < 2**16:
        errors["port"] = _("Write the port as a number from 1 to 65535; mostly it is 587 or 465.")
    if given["security"] not in SECURITY:
        errors["security"] = _("Choose how the way to the mail server is protected.")
    elif given["security"] == "none" and given["host"] not in HERE:
        errors["security"] = _(
            "Without TLS everybody on the way reads the mails and the password: choose STARTTLS or TLS."
        )
    if not is_mail_address(given["sender"]):
        errors["sender"] = _("Write the sender's address, such as notes@agency.example.")
    return errors


def tried(mail: MailSettings, password: str, *, to: str) -> dict[str, Words]:
    """Send one mail that says nothing; what went wrong, as a sentence beside the field that it is about."""
    subject, body = _("Mails arrive"), _("Somebody asked for this mail, to see that it arrives.")
    try:
        # Opened first: a conversation that fails halfway is closed, too.
        with EmailBackend(alias="default", **mail_settings.options(mail, password)) as sender:
            sender.send_messages([EmailMessage(subject, body, mail.sender, [to], headers=said_in())])
    except (OSError, ValueError) as fault:  # smtplib's own faults are OSError's
        return _said(fault)
    return {}


def _said(fault: Exception) -> dict[str, Words]:
    """One sentence for each kind of fault; what the server itself said may hold addresses and stays out."""
    for kind, (field, sentence) in SENTENCES.items():
        if isinstance(fault, kind):
            return {field: sentence}
    return {"host": _("The mail could not be sent by this server: look at name, port and protection.")}


def _form(
    request: HttpRequest, given: dict[str, str], errors: dict[str, Words], done: Answers
) -> HttpResponse:
    has_password = bool(mail_settings.read_password(door.home()))
    return show(
        request, "mail", errors, fields=questions(given, errors), has_password=has_password, to=_first_address(),
        skipped=done.get("mail", {}).get("skipped", False),
    )  # fmt: skip


def questions(given: dict[str, str], errors: dict[str, Words]) -> list[Question]:
    """By which server mails go; here and in administration."""
    return [
        Question("host", _("Mail server"), value=given["host"], error=errors.get("host", "")),
        Question("port", _("Port"), "number", given["port"], error=errors.get("port", "")),
        Question(
            "security", _("Protection on the way"), "radios", given["security"], list(SECURITY.items()),
            errors.get("security", ""),
        ),
        Question(
            "user", _("User"), value=given["user"], error=errors.get("user", ""),
            hint=_("Empty where the server asks for none."),
        ),
        Question(
            "sender", _("Sender's address"), "email", given["sender"], error=errors.get("sender", ""),
            hint=_("A neutral one: whoever looks over a shoulder sees it."),
        ),
    ]  # fmt: skip


def known_settings() -> dict[str, str]:
    """What the node was told so far, as its form shows it."""
    known = mail_settings.read(door.home())
    begin = {"host": "", "port": "587", "security": "starttls", "user": "", "sender": ""}
    return {name: str(value) for name, value in asdict(known).items()} if known else begin


def settings_in(given: dict[str, str]) -> MailSettings:
    """What was typed, once `wrong` has found nothing."""
    return MailSettings(
        host=given["host"],
        port=int(given["port"]),
        security=given["security"],
        user=given["user"],
        sender=given["sender"],
    )
