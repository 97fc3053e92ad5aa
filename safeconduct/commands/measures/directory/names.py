"""Names in four scripts that nobody has, and how somebody misspells them: everything from a seed."""

from random import Random

SYLLABLES: dict[str, tuple[str, str]] = {
    "Latin": ("bcdfglmnprstvz", "aeiou"),
    "Cyrillic": ("бвгдзклмнпрстфхцчш", "аеиоу"),
    "Greek": ("βγδζκλμνπρστφχ", "αειοω"),
    "Georgian": ("ბგდვზკლმნპრსტფქშჩც", "აეიოუ"),
}
"""Consonants and vowels of each script; Arabic is left out, since its names are written without vowels."""

KINDS = {"Latin": "Casa", "Cyrillic": "Дом", "Greek": "Σπίτι", "Georgian": "სახლი"}


def name(random: Random, script: str) -> str:
    """The second word of an agency's name: two to four syllables, and sometimes a consonant at its end."""
    consonants, vowels = SYLLABLES[script]
    word = "".join(random.choice(consonants) + random.choice(vowels) for _ in range(random.randint(3, 4)))
    return (word + random.choice(["", random.choice(consonants)])).capitalize()


def misspelt(random: Random, word: str, script: str) -> str:
    """One slip of somebody who types: a letter too few, too many, another one, or two that changed places."""
    at = random.randrange(1, len(word) - 1)
    letter = random.choice("".join(SYLLABLES[script]))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]
    return random.choice([slip for slip in slips if slip != word])
