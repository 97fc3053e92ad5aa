"""The terms and the mail server of the set-up, as they are typed."""

from safeconduct.site.setup.clocks import RETENTION, term_errors
from safeconduct.site.setup.mail import wrong


def test_a_number_of_any_length_is_answered_with_a_sentence() -> None:
    assert set(term_errors(dict.fromkeys(RETENTION, "9" * 5000))) == set(RETENTION)
    assert term_errors(dict.fromkeys(RETENTION, "36500")) == {}
    assert "port" in wrong(
        {"host": "mail.agency.example", "port": "9" * 5000, "security": "tls", "sender": ""}
    )
