"""Taking what a node hands over: its keys, and what its agencies said. What is not believed changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from safeconduct.public.signatures import rules
from safeconduct.public.signatures.models import Refusal, SigningNode, Statement
from safeconduct.public.signatures.texts import wordings
from safeconduct.public.signatures.verifying import signer
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.statements import NodeKeys, Says, keys_in, statement_in
from safeconduct.vocabulary.statements import Statement as Said

type Line = tuple[str, str, str, int, str]
"""Node, agency, code and version of a statement, and the code of the reason why it is not believed."""
type Shown = tuple[NodeKeys, str | None, dict[str, Any]]
"""The keys that a node shows, which of them signed the list, and the list as it was signed."""
MOST_SHOWN = 100


@dataclass(slots=True)
class Taken:
    """What came of one look: statements that are new or signed anew, and what was refused and why."""

    kept: list[tuple[Said, dict[str, Any]]] = field(default_factory=list)
    refused: set[Line] = field(default_factory=set)


def keys_of(said: object) -> Shown | None:
    """The keys that a node shows, which of them signed the list, and how it stood; None where it cannot be read."""
    if not isinstance(said, Mapping):
        return None
    keys = keys_in(said.get("keys"))
    if keys is None:
        return None
    whole = {name: said.get(name) for name in ("keys", "kid", "signature")}
    return keys, signer(keys, whole["kid"], whole["signature"], keys.keys), whole


@transaction.atomic
def take(source: Any, shown: object, listed: object, *, now: datetime) -> None:
    """Take what the node of a source (None: our own) shows: `shown` are its keys, `listed` what its agencies said."""
    found = keys_of(shown)
    node = SigningNode.objects.select_for_update().filter(source=source).first()
    if source is None and node is None and found is not None:
        node = believe_first(None, found)
    statements = listed[: rules.MOST_STATEMENTS] if isinstance(listed, list) else []
    if node is None:
        _refuse_all(source, statements)
        return
    _renew(node, found)
    _keep(source, node, _looked_at(source, node, statements), now=now)


def believe_first(source: Any, found: Shown) -> SigningNode | None:
    """Keys of a node of which none is known: our own, or one whose fingerprint is about to be compared.

    None where they did not sign themselves, or another site has named this node already.
    """
    keys, signed_by, whole = found
    is_named = SigningNode.objects.filter(node=keys.node).exists()
    if is_named or isinstance(rules.may_have_keys(keys, known=None, signed_by=signed_by), Refused):
        return None
    return SigningNode.objects.create(source=source, node=keys.node, keys=list(keys.keys), said=whole)


def known_keys(node: SigningNode) -> NodeKeys:
    """Those that are believed."""
    return NodeKeys(node.node, tuple(node.keys))


def _renew(node: SigningNode, found: Shown | None) -> None:
    """New keys are taken where a key that is believed has signed the list of them."""
    if found is None or found[2] == node.said:
        return
    keys, _by_itself, whole = found
    signed_by = signer(keys, whole["kid"], whole["signature"], node.keys)
    decision = rules.may_have_keys(keys, known=known_keys(node), signed_by=signed_by)
    if isinstance(decision, Refused):
        if node.problem != decision.reason.code:
            SigningNode.objects.filter(pk=node.pk).update(problem=decision.reason.code)
        return
    node.keys, node.said, node.problem = list(keys.keys), whole, ""
    node.save(update_fields=["keys", "said", "problem"])


def _looked_at(source: Any, node: SigningNode, listed: list[Any]) -> Taken:
    here, known, taken = wordings(), _known(node), Taken()
    codes = {code for _kind, code, _version in here}
    for each in listed:
        said = statement_in(each.get("statement")) if isinstance(each, dict) else None
        if said is None:
            taken.refused.add((node.node, "", "", 0, rules.NOT_A_STATEMENT.code))
            continue
        subject = said.subject
        if source is not None and subject.code not in codes:
            continue  # about a text of somebody else: its own site looks at it
        row = known.get((said.agency, subject.code, subject.version))
        decision = rules.may_believe(
            said,
            node=node.node,
            is_signed=signer(said, each.get("kid"), each.get("signature"), node.keys) is not None,
            known=statement_in(row.said["statement"]) if row is not None else None,
            is_ours=subject.code in codes,
            here=here.get((subject.kind.value, subject.code, subject.version)),
        )
        if isinstance(decision, Refused):
            taken.refused.add((said.node, said.name, subject.code, subject.version, decision.reason.code))
            continue
        whole = {name: each[name] for name in ("statement", "kid", "signature")}
        if row is None or row.said != whole:
            taken.kept.append((said, whole))
    return taken


def _known(node: SigningNode) -> dict[tuple[str, str, int], Statement]:
    rows = Statement.objects.filter(node=node.node)
    return {(row.agency, row.code, row.version): row for row in rows}


def _keep(source: Any, node: SigningNode, taken: Taken, *, now: datetime) -> None:
    """Write what is new; a look that finds nothing new writes nothing, and no kept page is made anew."""
    for said, whole in taken.kept:
        subject = said.subject
        Statement.objects.update_or_create(
            node=node.node,
            agency=said.agency,
            code=subject.code,
            version=subject.version,
            defaults={
                "source": source,
                "name": said.name,
                "kind": subject.kind.value,
                "digest": subject.digest,
                "stands": said.says is Says.STANDS,
                "number": said.number,
                "day": said.day,
                "said": whole,
                "taken_at": now,
            },
        )
    _say_refused(source, taken.refused)


def _refuse_all(source: Any, listed: list[Any]) -> None:
    """Of a node whose keys nobody has compared nothing is believed, and editors see why."""
    found = [statement_in(each.get("statement")) for each in listed if isinstance(each, dict)]
    codes = {code for _kind, code, _version in wordings()} if found else set()
    _say_refused(
        source,
        {
            (each.node, each.name, each.subject.code, each.subject.version, rules.NO_KEYS.code)
            for each in found
            if each is not None and each.subject.code in codes
        },
    )


def _say_refused(source: Any, refused: set[Line]) -> None:
    shown = set(
        Refusal.objects.filter(source=source).values_list("node", "name", "code", "version", "reason")
    )
    wanted = set(sorted(refused)[:MOST_SHOWN])
    if shown == wanted:
        return
    Refusal.objects.filter(source=source).delete()
    Refusal.objects.bulk_create(
        Refusal(source=source, node=node, name=name, code=code, version=version, reason=reason)
        for node, name, code, version, reason in sorted(wanted)
    )
