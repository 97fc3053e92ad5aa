"""What the closed room says of a file that it cannot make anew: a word, which the pages turn into a sentence."""


class Fault(Exception):
    """`args[0]` is a key of `rules.FAULTS`."""
