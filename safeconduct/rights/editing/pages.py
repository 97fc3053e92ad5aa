"""The pages of one rule: as it stands, proposing a change, signing or declining it, and comparing it again."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.agencies.four_eyes import actions as eyes
from safeconduct.agencies.four_eyes import queries, rules
from safeconduct.agencies.four_eyes.models import ContentProposal, ContentRemark
from safeconduct.agencies.four_eyes.rules import Outcome
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights.codes import label
from safeconduct.rights.deadlines.asked import what_moves
from safeconduct.rights.deadlines.shown import no_day_in_words
from safeconduct.rights.editing import actions, forms
from safeconduct.rights.editing.anew_pages import of_a_rule
from safeconduct.rights.editing.content import SUBJECT, content_of, digest_of, rule_of_text
from safeconduct.rights.editing.overlay import replaced_by
from safeconduct.rights.editing.queries import author_of, in_force, versions
from safeconduct.rights.editing.remarks import OF_A_READER, said_of
from safeconduct.rights.editing.standing import book, differs
from safeconduct.rights.editing.words import differences, scope_in_full, words
from safeconduct.rights.rule import Rule
from safeconduct.rights.why import how_long, why
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible

AT = {rules.COMPARED_AHEAD.code: "on", rules.WHY_DECLINED.code: "answer", rules.WAITS_ALREADY.code: "why"}
"""At which question a refusal of the rule is said, so that nothing that was typed is lost."""


@for_members
def one(request: MemberRequest, rule: str) -> HttpResponse:
    """One rule with its versions, who checked it, what was proposed, and what is said to be wrong."""
    found, today = versions(rule), today_of(request.at)
    scope, mine = found[0].jurisdiction, queries.held(request.member, SUBJECT)
    keeps = scope in mine.edits
    said = queries.remarks(SUBJECT, rule, of=None if keeps else request.member.id)
    proposed = queries.of_key(SUBJECT, rule)
    who = queries.roles([one.proposed_by for one in proposed] + [one.seen_by for one in proposed])
    context = {
        "name": rule,
        "title": label(found[0].right),
        "scope": scope,
        "from_where": scope_in_full(scope),
        "versions": [_shown(one, today) for one in found],
        "proposed": [(one, who.get(one.proposed_by), who.get(one.seen_by or one.id)) for one in proposed],
        "remarks": [(one, _wrong(one)) for one in said],
        "keeps": keeps,
        "checks": scope in mine.checks,
        "waits": any(one.outcome == Outcome.WAITS for one in proposed),
        "differs": differs().get(rule),
        **of_a_rule(rule, book(), keeps=keeps),
    }
    return render(request, "rights/editing/rule.html", context)


@for_members
def change(request: MemberRequest, rule: str) -> HttpResponse:
    """Propose a change of a rule, or write one's own proposal that waits anew."""
    waits = _own_that_waits(request, rule)
    found = [] if waits else versions(rule)
    scope = waits.scope if waits else found[0].jurisdiction
    _must_edit(request, scope)
    start = json.loads(waits.content) if waits else content_of(in_force(found, today_of(request.at)))
    return _proposing(request, scope, rule, start, waits)


@for_members
def new(request: MemberRequest, country: str) -> HttpResponse:
    """Propose a rule that is not there yet."""
    if country not in book().packs:
        raise NotFound(_("For this country no rules are kept here."))
    _must_edit(request, country)
    return _proposing(request, country, "", {}, None)


def _proposing(
    request: MemberRequest, scope: str, name: str, start: dict[str, Any], waits: ContentProposal | None
) -> HttpResponse:
    pack = book().packs[scope]
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if entered:
        wanted = name or (request.POST.get("id", "").strip())
        content = forms.content_entered(entered, start, pack, wanted)
        of = waits.id if waits else uuid4()
        is_new = not any(rule.id == wanted for rule in book(at_once=True).rules) if name else True
        given = actions.Proposed(of, scope, content, request.POST.get(forms.WHY, ""), is_new=is_new)
        errors = _errors(lambda: actions.propose(given, by=request.member, at=request.at))
        if not errors:
            messages.success(request, _("Proposed. It holds once a lawyer of the country has signed it."))
            return redirect("rule_proposal", proposal=of)
    context = {
        "name": name,
        "waits": waits,
        "title": _("Propose a change") if name else _("Propose a new rule"),
        "scope": scope,
        "from_where": scope_in_full(scope),
        "groups": forms.groups(start, pack, entered, errors, is_new=not name, why=waits.why if waits else ""),
        "errors": errors,
    }
    return render(request, "rights/editing/change.html", context, status=422 if errors else 200)


@for_members
def proposal(request: MemberRequest, proposal: UUID) -> HttpResponse:
    """What is proposed beside what stands; the second person signs or declines exactly this."""
    row = queries.proposal(proposal, SUBJECT)
    may_answer = (
        row.outcome == Outcome.WAITS
        and row.scope in queries.held(request.member, SUBJECT).checks
        and row.proposed_by != request.member.id
    )
    if request.method == "POST":
        return _answered(request, row)
    if may_answer and (again := step_up(request)):
        return again
    if may_answer:
        detail = {"key": row.key, "digest": row.digest}
        record("content:read", by=as_actor(request.member), at=request.at, detail={**detail})
    return _proposal_page(request, row, {}, may_answer=may_answer)


def _answered(request: MemberRequest, row: ContentProposal) -> HttpResponse:
    act, read = request.POST.get("act", ""), request.POST.get("read", "")
    entered = dict(request.POST.lists())
    by, at = request.member, request.at
    if act == "withdraw":
        eyes.withdraw(row, by=by, at=at)
        messages.success(request, _("Taken back."))
        return redirect("rules")
    require_step_up(request)

    def answer() -> None:
        if act == "sign":
            actions.sign(row, read=read, on=forms.day_entered(entered), by=by, at=at)
        else:
            eyes.decline(row, read=read, why=request.POST.get("answer", ""), by=by, at=at)

    at_which = {rules.READ_AGAIN.code: "on" if act == "sign" else "answer"}
    if errors := _errors(answer, at_which):
        row.refresh_from_db()
        return _proposal_page(request, row, errors, may_answer=True)
    signed = _("Signed: it holds from now on, from the day that it names.")
    messages.success(request, signed if act == "sign" else _("Declined."))
    return redirect("rule_proposal", proposal=row.id)


def _proposal_page(
    request: MemberRequest, row: ContentProposal, errors: dict[str, Words], *, may_answer: bool
) -> HttpResponse:
    rule = rule_of_text(row.scope, row.content)
    before = replaced_by(book(at_once=True), rule) if row.outcome == Outcome.WAITS else None
    entered = dict(request.POST.lists()) if errors else {}
    who = queries.roles([row.proposed_by, row.seen_by])
    is_base = row.base == (digest_of(before) if before else "")
    context = {
        "row": row,
        "from_where": scope_in_full(row.scope),
        "right": label(rule.right),
        "fields": differences(content_of(before) if before else None, json.loads(row.content)),
        "is_new": row.base == "",
        "has_moved": row.outcome == Outcome.WAITS and not is_base,
        "proposed_by": who.get(row.proposed_by),
        "seen_by": who.get(row.seen_by) if row.seen_by else None,
        "may_answer": may_answer,
        "is_mine": row.proposed_by == request.member.id and row.outcome == Outcome.WAITS,
        "on": forms.compared_on(entered, today_of(request.at), errors),
        "declining": forms.declining(entered, errors),
        "errors": errors,
        "no_day": no_day_in_words(rule),
        "has_length": rule.duration is not None,
        **_days(request, row, keeps=may_answer or row.proposed_by == request.member.id),
    }
    return render(request, "rights/editing/proposal.html", context, status=422 if errors else 200)


def _days(request: MemberRequest, row: ContentProposal, *, keeps: bool) -> dict[str, Any]:
    """What signing would move, before it; and after it what waits to be counted anew."""
    if row.outcome == Outcome.WAITS and keeps:
        return {"tells": True, "would": what_moves(row, at=request.at), "differs": differs().get(row.key)}
    if row.outcome == Outcome.SIGNED:
        edits = row.scope in queries.held(request.member, SUBJECT).edits
        return {"name": row.key, "days": edits, **of_a_rule(row.key, book(), keeps=edits)}
    return {}


@for_members
def compared(request: MemberRequest, rule: str) -> HttpResponse:
    """Say that the version that holds was compared with the law and is still right."""
    found, today = versions(rule), today_of(request.at)
    stands = in_force(found, today)
    if stands.jurisdiction not in queries.held(request.member, SUBJECT).checks:
        raise NotPossible(rules.NOT_A_REVIEWER)
    if author_of(stands) == request.member.id:
        raise NotPossible(rules.OWN_PROPOSAL)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if entered:
        require_step_up(request)
        read = request.POST.get("read", "")

        def act() -> None:
            on = forms.day_entered(entered)
            actions.compare(rule, read=read, on=on, by=request.member, at=request.at)

        errors = _errors(act)
        if not errors:
            messages.success(request, _("Written down: still right."))
            return redirect("rule", rule=rule)
    elif again := step_up(request):
        return again
    context = {
        "name": rule,
        "from_where": scope_in_full(stands.jurisdiction),
        "version": _shown(stands, today),
        "read": digest_of(stands),
        "differs": differs().get(rule),
        "on": forms.compared_on(entered, today, errors),
        "errors": errors,
    }
    return render(request, "rights/editing/compared.html", context, status=422 if errors else 200)


def _shown(rule: Rule, today: Any) -> dict[str, Any]:
    """A version as `rights/_rule.html` shows one."""
    return {
        "rule": rule,
        "why": why(rule),
        "long": how_long(rule.duration) if rule.duration else "",
        "ends": [label(one) for one in rule.ends],
        "is_checked": rule.is_checked(today),
        "is_in_force": rule.is_valid(today),
        "is_ahead": bool(rule.valid_from and rule.valid_from > today),
        "status": words(rule.status),
        "confidence": words(rule.confidence),
    }


def _wrong(row: ContentRemark) -> Words:
    return OF_A_READER if row.from_site else said_of(row.code)


def _own_that_waits(request: MemberRequest, rule: str) -> ContentProposal | None:
    rows = (row for row in queries.of_key(SUBJECT, rule) if row.outcome == Outcome.WAITS)
    return next((row for row in rows if row.proposed_by == request.member.id), None)


def _must_edit(request: MemberRequest, scope: str) -> None:
    if scope not in queries.held(request.member, SUBJECT).edits:
        raise NotPossible(rules.NOT_AN_EDITOR)


def _errors(act: Callable[[], object], more: Mapping[str, str] = MappingProxyType({})) -> dict[str, Words]:
    """What was wrong, by question. What belongs to no question is refused as a whole page."""
    try:
        act()
    except BadInput as wrong:
        return dict(wrong.errors)
    except NotPossible as refused:
        return refused.beside({**AT, **more})
    return {}
