"""Which of several texts a reader gets. Pure."""

from collections.abc import Mapping

from safeconduct.public.conferences.programme.facts import NOTHING, Text


def in_language(texts: Mapping[str, str], wanted: str, first: str) -> Text:
    """The text in the language wanted, else in the first language, else in any; empty ones do not count."""
    written = {language: words for language, words in texts.items() if words}
    for language in (wanted, first, *sorted(written)):
        if language in written:
            return Text(written[language], language)
    return NOTHING
