"""What is asked before something leaves the European Union, and what stands of it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.transfers import rules
from safeconduct.referrals.transfers.rules import Transfer
from safeconduct.vocabulary.codes import TransferGround
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question

LONGEST = 40
TOLD = "told"

FIELD_OF: dict[str, str] = {
    rules.NUMBER_MISSING.code: "number",
    rules.NOT_TOLD.code: TOLD,
}
"""Beside which question a reason is said; every other beside the ground."""


def questions(
    entered: Mapping[str, Any], errors: Mapping[str, Words], *, with_telling: bool = True
) -> list[Question]:
    """The ground, the number of its paper, and that the person was told."""
    asked = [
        Question("ground", _("On which ground it may leave"), "radios", entered.get("ground", ""),
                 list(choices(TransferGround)), errors.get("ground", "")),
        Question("number", _("Number of the clauses or the arrangement, or article of the law"), "text",
                 entered.get("number", ""), error=errors.get("number", ""), longest=LONGEST,
                 hint=_("Where the ground rests on a paper. It stands in clear: no name, nothing about the person.")),
    ]  # fmt: skip
    told = Question(
        TOLD,
        _(
            "I told the person in their language what leaves, to whom, to which country, and that protection may be "
            "weaker there"
        ),
        "tick", entered.get(TOLD, ""), error=errors.get(TOLD, ""),
    )  # fmt: skip
    return [*asked, told] if with_telling else asked


def entered(post: Mapping[str, str]) -> Transfer:
    """What was entered; the rule says whether it is enough."""
    return Transfer(post.get("ground", ""), post.get("number", "").strip(), post.get(TOLD, "") == "yes")


def marked(reason: Reason) -> dict[str, Words]:
    """The reason beside its question."""
    return {FIELD_OF.get(reason.code, "ground"): reason.whole}
