"""What the room of keys says of a fault, in the reader's language: it marks its sentences, and knows no Django."""

from django.utils.translation import gettext as _

from safeconduct.keys.errors import BadCard, KeysError, Malformed


def in_words(fault: KeysError) -> str:
    """The sentence, and of a card the reason too. What names a file stays as it is."""
    said = [_(str(fault.sentence))]
    if isinstance(fault, BadCard) and fault.because is not None:
        said.append(_reason(fault.because))
    return " ".join(said)


def _reason(because: KeysError | Malformed) -> str:
    sentence = _(str(because.sentence))
    return sentence % because.values if isinstance(because, Malformed) and because.values else sentence
