"""What is wrong in a file, by row and field."""

from dataclasses import dataclass

from safeconduct.vocabulary.decisions import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `row` is 0 for the whole file, 1 for the header, 2 for the first row below it.

    In JSON the first object is row 1. `field` is the column, or empty for the whole row. The sentence never
    repeats a text about a person; a code or date that cannot be read it does.
    """

    row: int
    field: str
    sentence: Words


class WrongCell(ValueError):
    """A cell that cannot be read; the sentence says what is wrong and what is right."""

    def __init__(self, sentence: Words) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class WrongFile(Exception):
    """A file of which no row can be read."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = list(problems)
