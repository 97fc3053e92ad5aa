"""The whole course of one invented referral, message by message, both ways: the page tells it, the vectors hold it."""

from datetime import timedelta
from uuid import UUID

from safeconduct.exchange.inner import HeldLabel, exchange_key_id, seal_held
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.wire import ConsentRef, Lane
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.moves import Actor, Side
from safeconduct.referrals.moves import Event as Did
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import ReferralId
from tests.exchange.world import CLINIC, EXCHANGE_KEYS, RO, SHELTER, signing_key
from tests.exchange.writing import (
    AT_ONCE,
    BEDS,
    BEGUN,
    BRINGS,
    CONSENT,
    ENQUIRED,
    HELD_BACK,
    ONE_OF_FIVE,
    REFERRAL,
    SECOND,
    TEAM,
    UNTIL,
    WORKER,
    Course,
    R,
    Referral,
    S,
    Step,
    text,
)


def told() -> list[Step]:
    """Every step, sealed anew: the encapsulated keys differ each time, the bodies do not but for their salts."""
    course = Course()
    _until_accepted(course)
    _until_closed(course)
    _taken_back(course)
    _asked_without_a_name(course)
    _beds_counted(course)
    return course.steps


def _until_accepted(course: Course) -> None:
    one = course.one
    one.move(Did.SEND, S, urgency="urgent", services=["shelter"], worker=str(BRINGS))
    body: Fields = {"envelope": one.envelope(), "sections": AT_ONCE}
    course.offer = course.send(
        "the offer", S, "safeconduct.referral.offered.v1", body, one,
        "`profile`, `needs` and `safety` come at once; `identity` and `safe_contact` are sealed and wait at the "
        "sender. The answer brings `accepted_by_node` and `delivered_to_team`.", consent=CONSENT,
    )  # fmt: skip
    course.moved("acknowledged", R, one, one.move(Did.ACKNOWLEDGE, R), "Somebody in the team has it.")
    body = {
        "referral": str(one.id), "receipts": [course.receipt(ReceiptStep.OPENED, one.at)],
        "sections": ["profile", "needs"], "role": "social_worker",
    }  # fmt: skip
    course.send("read there", R, "safeconduct.receipt.opened.v1", body, one,
                "Two sections were read, by a social worker.", use=Use.RECEIPT, lane=Lane.RECEIPTS)  # fmt: skip
    course.moved("a question", R, one, one.move(Did.ASK, R, section="needs"), "It is the sender's turn now.",
                 texts=[text("question", "needs", "From which day?")])  # fmt: skip
    course.moved("the answer", S, one, one.move(Did.ANSWER, S, answer="given"), "The receiver decides again.",
                 texts=[text("answer", "needs", "From Thursday.")])  # fmt: skip
    course.moved("accepted", R, one, one.move(Did.ACCEPT, R, worker=str(WORKER), conflict_check="none"),
                 "With the receipt `decided`.", receipts=[course.receipt(ReceiptStep.DECIDED, one.at)])  # fmt: skip
    body = {"referral": str(one.id), "held": held()}
    course.send("what was held back", S, "safeconduct.referral.released.v1", body, one,
                "The sender's inbox released it when the acceptance came in.", use=Use.RECEIPT,
                consent=ConsentRef(CONSENT.id, CONSENT.version, "release"))  # fmt: skip


def held() -> Fields:
    key = EXCHANGE_KEYS[CLINIC].public_bytes()
    label = HeldLabel(
        referral=REFERRAL, revision=1, consent=CONSENT, source=RO, sender=SHELTER, recipient=CLINIC,
        recipient_key=exchange_key_id(key), kid=key_id(signing_key(RO, Use.OBJECT).public_key()),
    )  # fmt: skip
    return seal_held(label, sections=HELD_BACK, signer=signing_key(RO, Use.OBJECT), recipient_key=key)


def _until_closed(course: Course) -> None:
    one = course.one
    planned: Fields = {
        "where": "station_1", "when": moment_text(one.at + timedelta(hours=3)), "met_by": "social_worker",
        "sender_worker": str(BRINGS), "receiver_worker": str(WORKER),
    }  # fmt: skip
    course.moved("a handover is proposed", R, one, one.move(Did.PROPOSE_HANDOVER, R, Actor.MEMBER, **planned),
                 "The state stays; the other side answers.")  # fmt: skip
    course.moved(
        "and confirmed", S, one, one.move(Did.CONFIRM_HANDOVER, S, brought_by="escort"), "Both know when."
    )
    one.at += timedelta(hours=6)
    made = one.move(Did.MISS, R, Actor.CLOCK)
    clocks = [move for move in made if move["actor"] == "clock"]
    body: Fields = {"referral": str(one.id), "moves": clocks, "role": "clock"}
    course.send("nobody has said that she arrived", R, "safeconduct.clock.moved.v1", body, one,
                "By the receiver's clock, two hours after the planned time. The sender calls the person.",
                use=Use.CLOCK)  # fmt: skip
    body = {"referral": str(one.id), "head": one.history.head, "asker": "side"}
    course.send("a nudge", S, "safeconduct.clock.nudged.v1", body, one,
                "Sent by the sender's clock when a member there asked for it.", use=Use.CLOCK)  # fmt: skip
    course.moved(
        "she is there", R, one, one.move(Did.ARRIVE_LATE, R, reason="found_safe"), "The service has begun."
    )
    newer: Fields = {
        "needs": {"version": 4, "content": {"needs": ["housing", "legal_aid"]}, "role": "social_worker"}
    }
    body = {"referral": str(one.id), "role": "social_worker", "sections": newer}
    course.send("a later version", S, "safeconduct.referral.updated.v1", body, one,
                "The consent has `follow_changes`.", consent=CONSENT)  # fmt: skip
    body = {
        "referral": str(one.id),
        "role": "social_worker",
        "texts": [text("news", "needs", "She has settled in.")],
    }
    course.send("news", R, "safeconduct.referral.told.v1", body, one, "The consent has `tell_outcome`.")
    task: Fields = {
        "id": "018f3c00-0000-4000-8000-0000000a0001",
        "owner": "sender",
        "due": "2026-03-20",
        "ended": None,
    }
    body = {
        "referral": str(one.id),
        "role": "social_worker",
        "task": task,
        "texts": [text("task", "needs", "Send her school papers.")],
    }
    course.send(
        "a task for the sender", R, "safeconduct.referral.task.v1", body, one, "Both sides see it now."
    )
    body = {"referral": str(one.id), "role": "social_worker", "task": {**task, "ended": "done"}, "texts": []}
    course.send("and it is done", S, "safeconduct.referral.task.v1", body, one, "Only its owner can say so.")
    _conferred(course)
    held: Fields = {"section": "legal", "profession": "lawyer", "since": "2026-03-09"}
    body = {"referral": str(one.id), "sections": [], "holders": [held], "role": "lawyer"}
    course.send("who holds what there", R, "safeconduct.receipt.opened.v1", body, one,
                "The person agreed there; never what it says.", use=Use.RECEIPT, lane=Lane.RECEIPTS)  # fmt: skip
    asked: Fields = {
        "id": "018f3c00-0000-4000-8000-0000000a0002",
        "section": "legal",
        "for": "deadline",
        "until": "2026-03-25",
        "answer": None,
    }
    body = {"referral": str(one.id), "role": "social_worker", "asked": asked, "texts": []}
    course.send(
        "the holder is asked", S, "safeconduct.referral.holder_asked.v1", body, one, "Codes and a day."
    )
    body = {
        "referral": str(one.id),
        "role": "lawyer",
        "asked": {**asked, "answer": "in_words"},
        "texts": [text("answer", "needs", "Nothing before the end of the month.")],
    }
    course.send(
        "and answers", R, "safeconduct.referral.holder_asked.v1", body, one, "With the person; nothing opens."
    )
    _linked(course)
    one.sections.remove("safe_contact")
    body = {"envelope": one.envelope(), "sections": ["safe_contact"]}
    course.send("one section is taken back", S, "safeconduct.consent.narrowed.v1", body, one,
                "It overtakes whatever waits on `main`.", lane=Lane.WITHDRAWAL)  # fmt: skip
    body = {"referral": str(one.id), "answer": "erased", "sections": ["safe_contact"]}
    course.send("erased there", R, "safeconduct.erase.done.v1", body, one, "Posted when the order was taken in.",
                use=Use.RECEIPT, lane=Lane.WITHDRAWAL)  # fmt: skip
    course.moved("what came of it", R, one, one.move(Did.RECORD_OUTCOME, R, outcomes={"shelter": "given"}),
                 "With the receipt `decided`.", receipts=[course.receipt(ReceiptStep.DECIDED, one.at)],
                 texts=[text("outcome", "needs", "She has a room of her own.")])  # fmt: skip
    course.moved("confirmed and closed", S, one, one.move(Did.CLOSE, S, confirmation="confirmed"),
                 "The loop is closed. Access at the receiver ends.")  # fmt: skip


def _conferred(course: Course) -> None:
    """A conference without a meeting: an item, what they propose, what is decided."""
    one = course.one
    names: Fields = {
        "conference": "018f3c00-0000-4000-8000-0000000b0001", "item": "018f3c00-0000-4000-8000-0000000b0002",
        "until": None, "meets_at": None, "came": None,
    }  # fmt: skip
    for name, by, step, role, kind, words, remark in (
        ("an item of a conference", S, "asked", "social_worker", "conference", "A flat, or the shelter until summer?",
         "Only items whose section the consent covers go."),
        ("what a psychologist proposes", R, "proposed", "psychologist", "proposal", "The shelter: she sleeps there.",
         "One for each profession."),
        ("what is decided", S, "decided", "social_worker", "conference", "The shelter until June.",
         "After it an answer is refused."),
    ):  # fmt: skip
        said = names | {"step": step} | ({"until": "2026-03-12T22:59:59.000000Z"} if step == "asked" else {})
        body: Fields = {
            "referral": str(one.id), "role": role, "conference": said, "texts": [text(kind, "needs", words)],
        }  # fmt: skip
        course.send(name, by, "safeconduct.referral.conferred.v1", body, one, remark)


def _linked(course: Course) -> None:
    """Two lawyers of one person: proposed, accepted, a message, a task that is done, the end."""
    one, letter = course.one, {"language": "en"}
    names: Fields = {
        "link": "018f3c00-0000-4000-8000-0000000a0003", "agreed_on": None, "item": None, "day": None, "whose": None,
        "why": None, "words": None,
    }  # fmt: skip
    said, task = "018f3c00-0000-4000-8000-0000000a0004", "018f3c00-0000-4000-8000-0000000a0005"
    steps: tuple[tuple[str, Side, Fields, str], ...] = (
        ("two lawyers: a link is proposed", S, {"step": "proposed", "agreed_on": "2026-03-02"},
         "Only along a referral for legal assistance, which this one would have to be."),
        ("and accepted", R, {"step": "accepted", "agreed_on": "2026-03-03"}, "The person said yes to both."),
        ("what one lawyer says", S, {"step": "said", "item": said, "words": {**letter, "text": "She is summoned."}},
         "It is read by the lawyer of the linked matter and their deputy."),
        ("what one of them does", R, {"step": "task", "item": task, "day": "2026-03-20", "whose": "accepter",
                                      "words": {**letter, "text": "Ask for the judgment."}}, "With a day, or without."),
        ("is done", R, {"step": "done", "item": task}, "Whoever does it says so."),
        ("the link ends", S, {"step": "ended", "why": "mandate"}, "What came stays with the matter there."),
    )  # fmt: skip
    for name, by, step, remark in steps:
        body: Fields = {"referral": str(one.id), "role": "lawyer", "link": names | step}
        course.send(name, by, "safeconduct.referral.linked.v1", body, one, remark)


def _taken_back(course: Course) -> None:
    two = course.two
    two.move(Did.SEND, S, urgency="urgent", services=["shelter"], worker=str(BRINGS))
    waiting = course.numbers[S, Lane.MAIN] = course.numbers[S, Lane.MAIN] + 1
    two.move(Did.WITHDRAW, S, reason="consent_withdrawn")
    course.send("a second referral is taken back before it has left", S, "safeconduct.referral.withdrawn.v1",
                {"envelope": two.envelope()}, two,
                "Its offer waits on `main`. The receiver learns of the referral by this message.",
                lane=Lane.WITHDRAWAL)  # fmt: skip
    course.send("a void in the place of its offer", S, "safeconduct.void.v1",
                {"voids": "safeconduct.referral.offered.v1"}, two, "The lane goes on.", number=waiting)  # fmt: skip
    body: Fields = {"referral": str(two.id), "answer": "erased", "sections": []}
    course.send("nothing is left there", R, "safeconduct.erase.done.v1", body, two, "There never was anything.",
                use=Use.RECEIPT, lane=Lane.WITHDRAWAL)  # fmt: skip
    onward: Fields = {"agency": str(UUID(int=TEAM.int + 2)), "country": "BE", "service": "legal_advice",
                      "at": moment_text(BEGUN)}  # fmt: skip
    body = {
        "referral": str(course.one.id), "onward": onward, "role": "clock",
        "back": {"answer": "told", "at": moment_text(two.at), "told_by": "lawyer"},
    }  # fmt: skip
    course.send("and at the next link", R, "safeconduct.clock.chain.v1", body, course.one,
                "The receiver had referred the person on, by a consent of its own. The next agency has no node, and "
                "was told.", use=Use.CLOCK, lane=Lane.RECEIPTS)  # fmt: skip
    two.at += timedelta(days=1)
    made = two.move(Did.CONFIRM_FREEZE, R, Actor.CLOCK, closing="withdrawn", confirmation="not_applicable")
    body = {
        "referral": str(two.id),
        "moves": [move for move in made if move["actor"] == "clock"],
        "role": "clock",
    }
    course.send("and closed", R, "safeconduct.clock.moved.v1", body, two,
                "By the receiver's clock, or by a member who has seen it.", use=Use.CLOCK)  # fmt: skip
    _expired(course)


def _expired(course: Course) -> None:
    third = Referral(ReferralId(UUID(int=SECOND.int + 1)), "RO-0001-0010", UNTIL - timedelta(minutes=20))
    third.move(Did.SEND, S, urgency="urgent", services=["shelter"], worker=str(BRINGS))
    third.at = UNTIL
    third.move(Did.WITHDRAW, S, Actor.CONSENT, reason="consent_expired")
    course.send("a consent ends by itself", S, "safeconduct.consent.expired.v1", {"envelope": third.envelope("clock")},
                third, "Of a third referral; the receiver answers as to a withdrawal.", use=Use.CLOCK,
                lane=Lane.WITHDRAWAL)  # fmt: skip
    given_back: Fields = {"envelope": third.envelope("clock"), "taken": ["safeconduct.erase.done.v1"]}
    course.send("and its history, given back", S, "safeconduct.clock.history.v1", given_back, third,
                "The receiver's node was restored from a backup; `taken` are the types that had come from it. All "
                "moves of both sides, once the numbers of the lanes are agreed on (section 22).", use=Use.CLOCK,
                lane=Lane.WITHDRAWAL)  # fmt: skip


def _beds_counted(course: Course) -> None:
    """Two shelters agree to show each other their free places; one counts, and it ends."""
    two, name = course.two, "018f3c00-0000-4000-8000-0000000b0003"

    def said(title: str, by: Side, what: str, note: str, **more: object) -> None:
        body: Fields = {"agreement": name, "said": what, "day": None, "at": None, "counts": [], **more}
        course.send(title, by, "safeconduct.referral.beds.v1", body, two, note, enquiry=what, handle=BEDS)

    said("a bed count is asked for", S, "asked", "On a handle of its own. Two people there wanted it.")
    said("two people there agree", R, "agreed", "Only who was asked says so.")
    first: Fields = {"agreement": name, "role": "clock", "day": two.at.date().isoformat(), "at": moment_text(two.at),
                     "counts": [{"service": "shelter", "free": 2, "total": None}]}  # fmt: skip
    course.send("what was counted before they agreed", R, "safeconduct.clock.bed_count.v1", first, two,
                "By the clock, once. A node that does not know this waits for the next count.", use=Use.CLOCK,
                enquiry="counted", handle=BEDS)  # fmt: skip
    said("the count of a day", R, "counted", "Of their own beds alone.", day=two.at.date().isoformat(),
         at=moment_text(two.at), counts=[{"service": "shelter", "free": 3, "total": 12}])  # fmt: skip
    said("and its end", S, "ended", "Each side deletes what the other had counted.")


def _asked_without_a_name(course: Course) -> None:
    """An enquiry on a road of its own: answered, and taken back."""
    two, kind = course.two, "safeconduct.referral.enquir"
    question: Fields = {
        "id": "018f3c00-0000-4000-8000-0000000b0001", "reference": "RO-0003-0007", "team": str(TEAM),
        "service": "shelter", "role": "social_worker", "country": "RO",
        "until": moment_text(two.at + timedelta(days=3)), "is_child": "unknown", "sex": "f", "languages": ["uk"],
        "services": ["shelter", "legal_advice"], "exploitation": [], "urgency": "urgent", "part_of_country": "capital",
        "constraints": ["children_with"], "note": {"language": "en", "text": "Needs a ramp, from Monday."},
    }  # fmt: skip
    course.send("asked without a name", S, f"{kind}ed.v1", {"enquiry": question}, two,
                "On a handle of its own; nothing leads from it to a referral.", enquiry="open",
                handle=ENQUIRED)  # fmt: skip
    answer: Fields = {
        "enquiry": question["id"], "role": "social_worker", "answer": "possible_from", "possible_from": "2026-04-06",
        "other": None,
    }  # fmt: skip
    course.send("they could help", R, f"{kind}y_answered.v1", answer, two, "No place is held by it.",
                enquiry="answered", handle=ENQUIRED)  # fmt: skip
    course.send("and needs no answer any more", S, f"{kind}y_withdrawn.v1", {"enquiry": question["id"]}, two,
                "Somebody else helps. An answer does not hinder it.", enquiry="withdrawn",
                handle=ENQUIRED)  # fmt: skip
    question = {
        **question,
        "id": "018f3c00-0000-4000-8000-0000000b0002",
        "reference": "RO-0004-000R",
        "note": None,
    }
    course.send("one of five that are asked at once", S, f"{kind}ed.v1", {"enquiry": question}, two,
                "It looks like any other: nothing says that others are asked.", enquiry="open",
                handle=ONE_OF_FIVE)  # fmt: skip
    taken: Fields = {"enquiry": question["id"], "role": "clock"}
    course.send("somebody else said yes first", S, "safeconduct.clock.enquiry_taken.v1", taken, two,
                "Nothing is left to do. A node that does not know this answers `unknown_type`, and the enquiry is "
                "taken back there.", use=Use.CLOCK, enquiry="taken", handle=ONE_OF_FIVE)  # fmt: skip
    course.send("and after all they go on with this one", S, "safeconduct.clock.enquiry_kept.v1", taken, two,
                "It holds no place. Of the two messages the later one stands. A node that does not know this answers "
                "`unknown_type`, and somebody telephones.", use=Use.CLOCK, enquiry="kept",
                handle=ONE_OF_FIVE)  # fmt: skip
