"""Secrets that somebody brings."""


def bad(token, brought, expected_mac, kept):
    if token == kept:  # caught: secret-compared-with-equals
        return True
    return expected_mac != brought  # caught: secret-compared-with-equals


def good(token, kept):
    return hmac.compare_digest(token, kept)
