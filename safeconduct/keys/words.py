"""A fingerprint in words: easier to read over the telephone than sixty digits, and heard as different words.

The list was written for this project and has its licence: 256 short words that are spelt as they sound, none of
which begins with the same four letters as another. Its order is part of the format; no word is ever replaced.
"""

from typing import Final

_LIST: Final = """
acorn actor album amber anchor ankle apple april apron arrow artist aunt autumn badge baker balcony
bamboo banjo basket bath beach beard bedroom bicycle bird blanket blue boat bottle bowl branch bread
brick bridge broom brother bucket button cabin cake camel candle canoe carpet castle cedar cellar
chair cheese cherry cinema circle clock clover coat coffee comet copper cotton cousin cradle crane
cricket crown curtain daisy dance deck desert diamond dinner doctor dolphin donkey door dragon drum
duck eagle east echo elbow eleven emerald engine evening fabric falcon family farmer feather ferry
fiddle field finger flag flute forest forty fountain fox friday frog garden garlic giant ginger
glacier glove goat golden grape green guitar hammer harbour harvest hazel hedge helmet herring hill
honey horse hotel hundred iceberg igloo indigo ink iron island ivory jacket january jasmine jelly
jigsaw journey juice jungle kennel kettle kingdom kitchen kitten ladder lagoon lamp lantern lemon
letter library lilac lion lizard lobster london magnet mango maple market meadow melon mill mirror
mitten monday monkey moon mountain mushroom napkin nature needle nephew night north notebook nurse
oak ocean olive onion opera orange orchard organ otter oven owl oyster paint palace panda paper
parrot peach pencil pepper piano picnic pigeon pillow pilot planet plum pocket pony potato pumpkin
purple puzzle quarter queen quilt rabbit radio rainbow raven ribbon river robin rocket rose saddle
sailor salt sandal saturn school season shadow sheep silver singer sister snow sofa spider spoon
summer sunday table teacher thunder tiger tomato tunnel velvet violin walnut window winter yellow
zebra
"""
WORDS: Final = tuple(_LIST.split())


def in_words(digest: bytes, count: int = 12) -> str:
    """A word for each of the first bytes."""
    return " ".join(WORDS[byte] for byte in digest[:count])
