"""Whether something is an e-mail address, and one to which a mail can be sent at all."""

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email

from safeconduct.vocabulary.mail_addresses import can_be_mailed, is_mail_address

TAKEN = ["ana@casa.example", "ana.pop+one@müller.example", "o'neill@a-b.example", '"ana.pop"@casa.example']
NEVER = [
    "aydın@example.org", "İlke@example.org", "ſam@example.org", "\N{KELVIN SIGN}im@example.org",
    f"a@{'ü' * 60}.org", '"\x01"@example.org',
]  # fmt: skip


@pytest.mark.parametrize("address", TAKEN + NEVER)
def test_what_passes_as_an_address_and_no_server_can_be_told_is_known(address: str) -> None:
    validate_email(address)
    assert can_be_mailed(address) is is_mail_address(address) is (address in TAKEN)
    sender = EmailBackend(alias="default", host="127.0.0.1")
    if address in TAKEN:
        sender.prep_address(address)
    else:
        with pytest.raises(ValueError):  # UnicodeError is one, too
            sender.prep_address(address)


def test_a_mailbox_of_a_house_without_a_dot_is_mailed_and_is_not_taken_as_an_answer() -> None:
    for address in ("ana@intranet", "webmaster"):
        assert (can_be_mailed(address), is_mail_address(address)) == (True, False)
    assert not is_mail_address("ana at casa")
    assert not can_be_mailed("ana,ion@casa.example"), "two"
