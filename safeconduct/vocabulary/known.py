"""Words that a note may write with a capital letter, and given names that it may not contain at all.

Known: countries, languages, days, months, and what a note speaks of in this field. Source of countries and languages:
the vocabulary; of the rest: this project's own knowledge of the languages in which notes are written (English,
Romanian, French, Ukrainian, Russian, Bulgarian). Given names: frequent ones, from general knowledge, without those
that are words as well ("Hope", "Mark"). Neither list is complete, and none can be.
"""

import re

from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.languages import LANGUAGES


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]+", text))


_DAYS_AND_MONTHS = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Easter Christmas Ramadan Eid Orthodox Christmas
"""
_COUNTRIES_ELSEWHERE = """
    România Romania Republica Moldova Ucraina Bulgaria Belgia Franța Germania Italia Spania Grecia Ungaria Polonia
    Turcia Rusia Serbia Albania Austria Olanda Suedia Elveția Nigeria Vietnam China Europa
    Roumanie Moldavie Ukraine Bulgarie Belgique France Allemagne Italie Espagne Grèce Hongrie Pologne Turquie Russie
    Serbie Albanie Autriche Suède Suisse Nigéria Viêt Chine Europe
"""
_ADJECTIVES = """
    Romanian Romanians Moldovan Moldovans Ukrainian Ukrainians Bulgarian Bulgarians Belgian Flemish French German
    Italian Spanish Greek Hungarian Polish Turkish Russian Serbian Serb Albanian Austrian Dutch Swedish Swiss Nigerian
    Vietnamese Chinese European Africa African Asia Asian America American Roma Romani Arabic Arab Kurdish Filipino Thai
    Indian Georgian Armenian British Irish Portuguese Brazilian Moroccan Syrian Afghan Iraqi Iranian Eritrean Somali
    Ethiopian Christian Muslim Jewish Catholic Braille
"""
_FIELD = """
    EU UN NGO HIV STI ID PTSD LGBT LGBTI LGBTQ AIDS GP IOM UNHCR UNICEF OSCE ODIHR CV OK ASAP URGENT EMERGENCY PLEASE
    Schengen Dublin Europol Frontex Caritas Internet English I TRM NRM
    ONG UE SIDA
"""
KNOWN: frozenset[str] = (
    _words(_DAYS_AND_MONTHS + _COUNTRIES_ELSEWHERE + _ADJECTIVES + _FIELD)
    | _words(" ".join(row.english for row in COUNTRIES.values()))
    | _words(" ".join(f"{row.english} {row.own}" for row in LANGUAGES.values()))
)
"""Each word that may stand with a capital letter, folded."""

KNOWN_STEMS: tuple[str, ...] = (
    "україн", "молдов", "румун", "румъни", "болгар", "българи", "бельг", "белги", "німеччин", "герман", "франц",
    "італі", "итали", "испан", "іспан", "греці", "греци", "гърци", "польщ", "польш", "полша", "туреччин", "турци",
    "росі", "росси", "руси", "серб", "албан", "австр", "нідерланд", "нидерланд", "швед", "швец", "швейцар", "європ",
    "европ", "кита", "нігері", "нигери", "вʼєтнам", "вьетнам", "виетнам", "угорщин", "венгри", "унгари",
)  # fmt: skip
"""Beginnings of countries in languages that decline them."""

TITLES: frozenset[str] = _words("mr mrs ms dr prof st dl dna mme mlle m d na п г гр др проф пані пан")
"""After these a point ends no sentence."""

GIVEN_NAMES: frozenset[str] = _words(
    """
    Maria Elena Ioana Andreea Mihaela Cristina Daniela Gabriela Alexandra Simona Adriana Anca Raluca Roxana Bianca
    Florentina Mariana Nicoleta Georgiana Larisa Denisa Loredana Oana Monica Claudia Corina Irina Natalia Natalya Olga
    Svetlana Tatiana Tatyana Oksana Olena Yulia Iulia Iryna Kateryna Katerina Ekaterina Anastasia Anastasiya Viktoria
    Viktoriya Ludmila Lyudmila Valentina Galina Halyna Nadia Nadiya Daria Darya Polina Ksenia Alina Diana Snezhana
    Desislava Gergana Teodora Radka Ivanka Stefka Mihai Andrei Ionuț Ionut Alexandru Gheorghe Vasile Nicolae Florin
    Adrian Bogdan Cătălin Catalin Ștefan Stefan Constantin Marius Sorin Dumitru Cristian Gabriel Ion Ivan Oleksandr
    Oleksiy Dmytro Dmitry Dmitri Serhiy Sergey Sergei Andriy Andrey Mykola Nikolai Volodymyr Vladimir Vasyl Yuriy Yuri
    Pavlo Petro Georgi Dimitar Hristo Plamen Mohammed Mohamed Muhammad Ahmed Ali Fatima Aisha Amina Mariam Ngozi Chidi
    Blessing Osas Linh Nguyen Thuy Anna Ana Eva Laura Julia Nina Vera Lena Marta Katarina Petra Jana Zuzana Agnieszka
    Katarzyna Magdalena Malgorzata Aleksandra Ewa Zofia Arta Drita Mimoza Besa Jean Pierre Michel Nathalie Isabelle
    Sophie Camille Chantal
    """
) - {"ion", "ali", "blessing", "besa", "vera"}
"""Refused wherever they stand, also at the beginning of a sentence and in small letters."""

GIVEN_STEMS: tuple[str, ...] = (
    "олен", "марі", "мари", "ірин", "ирин", "оксан", "натал", "світлан", "светлан", "тетян", "татьян", "юлі", "юлия",
    "катерин", "екатерин", "анастас", "вікторі", "виктори", "людмил", "валентин", "галин", "наді", "дар", "поліна",
    "полина", "ксені", "ксени", "альон", "ален", "діан", "диан", "ольг", "анн", "ганн", "софі", "софи", "олександр",
    "александр", "андрі", "андре", "сергі", "серге", "дмитр", "дмитри", "микол", "никола", "володимир", "владимир",
    "василь", "васил", "іван", "иван", "петр", "павл", "юрі", "юри", "георги", "димитър", "христо", "десислав",
    "гергана", "теодора", "мохамед", "фатім", "фатим",
)  # fmt: skip
"""Beginnings of given names in Cyrillic, where a name has cases; only of words with a capital letter."""
