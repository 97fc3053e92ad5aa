"""Which statements of agencies are believed, and which keys a node may have. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _
from safeconduct.vocabulary.statements import NodeKeys, Says, Statement, Subject, subject_in

MOST_TEXTS = 200
MOST_STATEMENTS = 2000

WRONG_SIGNATURE = Reason(
    "statement_wrong_signature",
    _("The signature is not by a key of this node."),
    _("Nothing is shown. Ask whoever runs the node."),
)
OTHER_NODE = Reason(
    "statement_other_node",
    _("It speaks for another node than the one that sent it."),
    _("Nothing is shown. Ask whoever runs the node that sent it."),
)
OLDER_STATEMENT = Reason(
    "statement_older",
    _("The agency has said something newer about this text, so this one does not come back."),
    _("Ask the agency if it means this one: then it signs anew."),
)
CONTRADICTS = Reason(
    "statement_contradicts",
    _("It has the number of another statement of this agency and says something else."),
    _("What was taken first stays. Ask whoever runs the node whether it was restored from a backup."),
)
OTHER_WORDING = Reason(
    "statement_other_wording",
    _("It was given for another wording of this text than the one that stands here."),
    _("Nothing is shown. Ask the agency to read the text again and to sign it anew."),
)
REPLACED = Reason(
    "statement_replaced",
    _("A newer version of this agreement is in force."),
    _("Ask the agency to sign the newer version."),
)
NO_VERSION = Reason(
    "statement_no_version",
    _("This version of the agreement is not on our site."),
    _("Look whether its page was taken away."),
)
NOT_A_STATEMENT = Reason(
    "statement_not_readable",
    _("It is not written as a statement must be."),
    _("Ask whoever runs the node which release of the software it has."),
)
NO_KEYS = Reason(
    "node_not_confirmed",
    _("The keys of this node were not compared when its site was named."),
    _("No longer ask this site, name it again, and compare both fingerprints by telephone."),
)
KEYS_CHANGED = Reason(
    "node_keys_changed",
    _("The node shows other keys, and none of its former keys has signed them."),
    _("What was taken before stays. Compare the fingerprint with whoever runs the node."),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a text stands on our site."""

    digest: str
    is_replaced: bool = False


def may_believe(
    said: Statement,
    *,
    node: str,
    is_signed: bool,
    known: Statement | None,
    is_ours: bool,
    here: Wording | None,
) -> Decision:
    """Whether a statement is taken; the same one again is.

    `node` is whose keys verified it, `known` what this agency said last of this version. `is_ours` says that the text
    is one of our site, `here` is its wording now, None where this version is not on it.
    """
    if not is_signed:
        return Refused(WRONG_SIGNATURE)
    if said.node != node:
        return Refused(OTHER_NODE)
    if known is not None and said.number < known.number:
        return Refused(OLDER_STATEMENT)
    if known is not None and said.number == known.number:
        return Allowed() if said == known else Refused(CONTRADICTS)
    if said.says is Says.WITHDRAWN or not is_ours:
        return Allowed()
    if here is None:
        return Refused(NO_VERSION)
    if here.digest != said.subject.digest:
        return Refused(OTHER_WORDING)
    return Refused(REPLACED) if here.is_replaced else Allowed()


def may_have_keys(said: NodeKeys, *, known: NodeKeys | None, signed_by: str | None) -> Decision:
    """Whether a node may have these keys from now on; `signed_by` is the key that signed the list of them.

    The first list is believed when one of its own keys has signed it, a later one when a key that is believed has.
    """
    believed = said.keys if known is None else known.keys
    if known is not None and known.node != said.node:
        return Refused(KEYS_CHANGED)
    return Allowed() if signed_by in believed else Refused(KEYS_CHANGED)


def read_texts(listed: object, *, address: str) -> list[tuple[Subject, Mapping[str, Any]]]:
    """Texts of another site with what it says of them; what is not as it must be, or lies elsewhere, is left out."""
    found = [_text(each, address) for each in listed[:MOST_TEXTS]] if isinstance(listed, list) else []
    return [each for each in found if each is not None]


def _text(said: Any, address: str) -> tuple[Subject, Mapping[str, Any]] | None:
    if not isinstance(said, dict) or not isinstance(said.get("texts"), dict) or not said["texts"]:
        return None
    if not all(isinstance(said.get(name), bool) for name in ("opens", "in_force")):
        return None
    if not all(_is_named(tag, text, address) for tag, text in said["texts"].items()):
        return None
    try:
        return subject_in(said), said
    except (KeyError, TypeError, ValueError):
        return None


def _is_named(tag: object, text: object, address: str) -> bool:
    names = {"title": 255, "address": 500}
    if not isinstance(tag, str) or len(tag) > 12 or not isinstance(text, dict) or set(text) != set(names):
        return False
    sized = all(isinstance(text[name], str) and 0 < len(text[name]) <= most for name, most in names.items())
    if not sized or any("\0" in each for each in (tag, *text.values())):  # the database keeps none
        return False
    return bool(text["address"].startswith(address))
