"""Whether something is an e-mail address, and one to which a mail can be sent at all."""

from email.headerregistry import AddressHeader

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

NAME_ALONE = "addr-spec local part with no domain"
"""No fault: a mailbox of this machine."""


def is_mail_address(text: str) -> bool:
    """Whether somebody can be written to there, as far as one sees.

    Django's check alone lets more pass, such as a dotless i, as it compares without regard to case.
    """
    try:
        validate_email(text)
    except ValidationError:
        return False
    return can_be_mailed(text)


def can_be_mailed(address: str) -> bool:
    """Whether a mail server can be told it: ASCII before the @, and after it what IDNA can write."""
    name, _at, domain = address.rpartition("@")
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    read = AddressHeader.value_parser(address)
    defects = {str(defect) for defect in read.all_defects}
    return name.isascii() and defects <= {NAME_ALONE} and len(read.all_mailboxes) == 1
