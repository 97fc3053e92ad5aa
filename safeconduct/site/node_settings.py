"""What may differ between nodes: each setting with its type, its reason and what it is where nobody has said.

Importing needs no database. Without SAFECONDUCT_HOME and SAFECONDUCT_PROCESS the values are harmless
stand-ins, good for type checks only.
"""

import os
from pathlib import Path

from safeconduct.cases.screening.codes import Profile
from safeconduct.vocabulary.declared import (
    WrongSetting,
    comparisons_of,
    count,
    country,
    database_url,
    days,
    endpoint,
    folder,
    hours,
    mebibytes,
    minutes,
    names,
    node_name,
    one_of,
    page_address,
    refuse_unknown,
    require,
    seconds,
    services,
    setting,
    socket_path,
    title,
    yes_or_no,
)
from safeconduct.vocabulary.languages import TRANSLATED

NODE_HOME: Path | None = setting(
    "SAFECONDUCT_HOME", folder, default=None, why="the folder with the node's keys, secrets and database"
)
KEYS_FOLDER: Path | None = NODE_HOME / "keys" if NODE_HOME is not None else None
_PROCESS: str | None = setting(
    "SAFECONDUCT_PROCESS",
    one_of("web", "inbox", "worker", "owner"),
    default=None,
    why="which of the node's processes this is; it chooses database role, pages and keys",
)
NODE: str | None = setting("SAFECONDUCT_NODE", node_name, default=None, why="the node's name among its peers")
COUNTRY: str | None = setting(
    "SAFECONDUCT_COUNTRY",
    country,
    default=None,
    why="the country whose working days and references the node uses",
)
NODE_NAME: str | None = setting(
    "SAFECONDUCT_NAME", title, default=None, why="the node's name for people, as its card shows it"
)
LANGUAGE_CODE: str = setting(
    "SAFECONDUCT_LANGUAGE",
    one_of(*TRANSLATED),
    default="en",
    why="the language of pages and mails for those who have chosen none",
)
ENDPOINT: str | None = setting(
    "SAFECONDUCT_ENDPOINT",
    endpoint,
    default=None,
    why="where other nodes reach this node's inbox, as its card says",
)
PAGES: str | None = setting(
    "SAFECONDUCT_PAGES",
    page_address,
    default=None,
    why="where members open the pages, for the links in the mail of the day; without it that mail has none",
)
PUBLIC_SITE: str | None = setting(
    "SAFECONDUCT_SITE",
    page_address,
    default=None,
    why="where readers open this node's public site, for the link by which a recommendation is begun there",
)
DEMO: bool = setting(
    "SAFECONDUCT_DEMO",
    yes_or_no,
    default=False,
    why="a node of the demonstration: invented people, movable clock",
)
SELDOM_ROUNDS: bool = setting(
    "SAFECONDUCT_SELDOM_ROUNDS",
    yes_or_no,
    default=False,
    why="the worker of a demonstration goes its rounds as seldom as that of any other node, for measurements",
)
SETUP: bool = setting(
    "SAFECONDUCT_SETUP",
    yes_or_no,
    default=False,
    why="a node that is being set up: nothing but the wizard, for this machine only",
)
HOSTS: tuple[str, ...] = setting(
    "SAFECONDUCT_HOSTS", names, default=(), why="host names the node answers to besides this machine's"
)
CONSENT_DAYS: int = setting(
    "SAFECONDUCT_CONSENT_DAYS",
    days,
    default=180,
    why="a consent holds so many days when nobody enters another end",
)
CONSENT_ENDING_DAYS: int = setting(
    "SAFECONDUCT_CONSENT_ENDING_DAYS",
    days,
    default=14,
    why="so many days before its end a consent is shown as ending",
)
PEER_SERVICES: int = setting(
    "SAFECONDUCT_PEER_SERVICES",
    services,
    default=20000,
    why="so many services of one other node are taken in; what is beyond is not",
)
STALE_PEER_DAYS: int = setting(
    "SAFECONDUCT_STALE_PEER_DAYS",
    days,
    default=2,
    why="services of another node are marked as old when nothing was heard of them for so many days",
)
STALE_TAKES_DAYS: int = setting(
    "SAFECONDUCT_STALE_TAKES_DAYS",
    days,
    default=180,
    why="whom a service takes is stale when nobody has checked it for so many days",
)
STALE_REACHED_DAYS: int = setting(
    "SAFECONDUCT_STALE_REACHED_DAYS",
    days,
    default=90,
    why="the same of how a service is reached, and of its hours",
)
STALE_WHERE_DAYS: int = setting(
    "SAFECONDUCT_STALE_WHERE_DAYS",
    days,
    default=180,
    why="the same of where a service is, and of its languages",
)
STALE_PLACES_DAYS: int = setting(
    "SAFECONDUCT_STALE_PLACES_DAYS",
    days,
    default=7,
    why="places that a service said are free count as stale after so many days",
)
LISTS_COMPARED: tuple[tuple[str, str], ...] = setting(
    "SAFECONDUCT_LISTS_COMPARED",
    comparisons_of(*Profile),
    default=(),
    why="who has compared which list of signs with its source; of a list that nobody has, no dimension is computed",
)
IDLE_MINUTES: int = setting(
    "SAFECONDUCT_IDLE_MINUTES",
    minutes,
    default=15,
    why="a sign-in that nobody uses for so many minutes ends; somebody else may sit down at the desk",
)
SIGN_IN_HOURS: int = setting(
    "SAFECONDUCT_SIGN_IN_HOURS",
    hours,
    default=9,
    why="a sign-in ends after so many hours, used or not: one working day with its break",
)
PROXIES: int = setting(
    "SAFECONDUCT_PROXIES",
    count,
    default=0,
    why="so many proxies of the operator stand before the pages and say who asks and whether over TLS",
)
ATTACHMENT_MEBIBYTES: int = setting(
    "SAFECONDUCT_ATTACHMENT_MEBIBYTES",
    mebibytes,
    default=20,
    why="a file that is attached to a section may be so large, in MiB; of a larger one nothing is read",
)
CLAMAV: Path | None = setting(
    "SAFECONDUCT_CLAMAV",
    socket_path,
    default=None,
    why="the socket of ClamAV's daemon on this machine: no file is attached that it has not looked at",
)
CARD_SECONDS: int = setting(
    "SAFECONDUCT_CARD_SECONDS",
    seconds,
    default=10,
    why="a process may know a peer's card for so many seconds: one that is held or suspended is out within them",
)
CRASH_POINTS: Path | None = setting(
    "SAFECONDUCT_CRASH_POINTS",
    folder,
    default=None,
    why="only for `./run bench faults`: the folder by which it asks a process of its nodes to end at a named place",
)
if CRASH_POINTS is not None and not DEMO:
    raise WrongSetting(
        "The setting SAFECONDUCT_CRASH_POINTS is for the nodes of a measurement: take it away."
    )
# Read by the commands that prepare a node; here it is only declared and checked.
setting(
    "DATABASE_URL",
    database_url,
    default=None,
    why="a PostgreSQL server (16 or newer) instead of the embedded one; its account may make roles",
)

refuse_unknown(os.environ)
PROCESS = _PROCESS or "web"
if _PROCESS is not None or NODE_HOME is not None:
    # A new node is made before anybody has said in which country it is.
    _country = COUNTRY or (SETUP or _PROCESS == "owner")
    for _name, _value in (("HOME", NODE_HOME), ("NODE", NODE), ("COUNTRY", _country or None)):
        require(_value, f"SAFECONDUCT_{_name}")
if NODE_HOME is not None and not NODE_HOME.is_dir():
    raise WrongSetting(f"The folder {NODE_HOME} in SAFECONDUCT_HOME is not there: prepare the node first.")
