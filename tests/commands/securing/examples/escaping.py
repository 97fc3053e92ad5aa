"""Text for a page."""


def bad(text):
    one = mark_safe(text)  # caught: text-that-is-not-escaped
    return one + SafeString(text)  # caught: text-that-is-not-escaped


def good(text):
    return format_html("<b>{}</b>", text)
