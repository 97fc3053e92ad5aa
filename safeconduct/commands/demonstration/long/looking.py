"""What a member sees of a place, read from the pages: which sections are open, asked or closed."""

import re
from html import unescape

from safeconduct.commands.demonstration.browser import Page, WalkFailed
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.long.scenes import UNSEEN, View
from safeconduct.vocabulary.sections import USED, Section

CARD = re.compile(r'<section class="card" id="([a-z_]+)"')
DOOR = re.compile(
    r'<div class="door[^"]*">.*?<strong>(.*?)</strong><span>(.*?)</span></div></div>', re.DOTALL
)
TO_YOU = "What the person agreed to tell you</h2>"
HEADING = re.compile(r"<h3>(.*?)</h3>")
STANDING = re.compile(r'<li data-standing="([a-z_]+)"><a href="([^"]+)">')
DESK = "/authorities/"

LABELS = {
    "Profile": Section.PROFILE, "Identity": Section.IDENTITY, "Safe contact": Section.SAFE_CONTACT,
    "Safety": Section.SAFETY, "Exploitation": Section.EXPLOITATION, "Needs": Section.NEEDS,
    "Support-and-safety plan": Section.PLAN, "Health": Section.HEALTH, "Legal matters": Section.LEGAL,
    "Child and guardian": Section.FAMILY, "Return": Section.RETURN, "Notes of the case": Section.NARRATIVE,
    "Handover arrangements": Section.LOGISTICS,
}  # fmt: skip


def seen_of_file(page: Page) -> View:
    """What the page of a person shows. Raises WalkFailed where a section is both open and closed, or neither."""
    if page.status != 200:
        return UNSEEN
    found = frozenset(name for name in CARD.findall(page.html) if name in set(Section))
    doors = {LABELS[unescape(name)]: words for name, words in DOOR.findall(page.html)}
    if both := found & doors.keys():
        raise WalkFailed(f"{page.path} shows {sorted(both)} open and closed at once.")
    if lost := USED - found - doors.keys() - {Section.FAMILY, Section.RETURN}:
        raise WalkFailed(f"{page.path} shows {sorted(lost)} neither open nor closed.")
    return View("", found, frozenset(_asked(doors)))


def _asked(doors: dict[Section, str]) -> list[str]:
    """The doors at which the reader has asked: `?` waits, `!` was answered."""
    waiting = [f"{section}?" for section, words in doors.items() if "You wait for an answer" in words]
    return waiting + [f"{section}!" for section, words in doors.items() if "The answer:" in words]


def seen_of_referral(page: Page) -> View:
    """The state that the page of a referral shows, and to who receives it the sections that they read there."""
    if page.status != 200:
        return UNSEEN
    _before, _title, rest = page.html.partition(TO_YOU)
    names = HEADING.findall(rest.partition("<h2")[0])
    return View(page.state(), frozenset(LABELS[unescape(name)] for name in names))


def seen_of_desk(hands: Hands) -> View:
    """What an authority has asked for: `safety?` waits, `safety` is open; what is over or refused opens nothing."""
    page = hands.see(DESK)
    if page.status != 200:
        return UNSEEN
    marks: set[str] = set()
    found: set[str] = set()
    for standing, path in STANDING.findall(page.html):
        if standing in ("waits", "open"):
            title = re.search(r"<h1>(.*?)</h1>", hands.see(path).html)
            section = LABELS[unescape(title[1])].value if title else ""
            (found if standing == "open" else marks).add(section if standing == "open" else f"{section}?")
    return View("", frozenset(found), frozenset(marks))
