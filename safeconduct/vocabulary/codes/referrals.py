"""How a referral goes: its pace, its answers and its end."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("urgency")
class Urgency(Code):
    """How fast a referral must move; chooses its clocks."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


@listed("decline")
class Decline(Code):
    """Why the receiver does not take a referral on."""

    NO_CAPACITY = "no_capacity"
    NOT_ELIGIBLE = "not_eligible"
    OUTSIDE_AREA = "outside_area"
    LANGUAGE_NOT_COVERED = "language_not_covered"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    UNSAFE_FOR_PERSON = "unsafe_for_person"
    DUPLICATE = "duplicate"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    OTHER = "other"


@listed("not_taken_up")
class NotTakenUp(Code):
    """Why the person does not use what was offered; never counted as a decline of the service."""

    PERSON_DECLINED = "person_declined"
    PERSON_MOVED = "person_moved"
    PERSON_CHOSE_OTHER = "person_chose_other"
    CONSENT_REFUSED = "consent_refused"


@listed("hold")
class Hold(Code):
    """Why a referral waits; always with a date of review."""

    WAITING_LIST = "waiting_list"
    PERSON_ASKED_TO_WAIT = "person_asked_to_wait"
    AWAITING_DOCUMENT = "awaiting_document"
    AWAITING_AUTHORITY = "awaiting_authority"
    HEALTH = "health"
    SAFETY = "safety"


@listed("withdrawal")
class Withdrawal(Code):
    """Why a referral is taken back."""

    BY_SENDER = "by_sender"
    BY_PERSON = "by_person"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    NO_ANSWER = "no_answer"
    SAFETY = "safety"
    ENTERED_IN_ERROR = "entered_in_error"


@listed("outcome")
class Outcome(Code):
    """What became of one requested service."""

    GIVEN = "given"
    PARTLY_GIVEN = "partly_given"
    ONGOING_AT_CLOSE = "ongoing_at_close"
    NOT_GIVEN = "not_given"
    COULD_NOT_CONTACT = "could_not_contact"
    ALREADY_RECEIVED_ELSEWHERE = "already_received_elsewhere"
    PERSON_DECLINED = "person_declined"
    NOT_DELIVERED = "not_delivered"


@listed("closing")
class Closing(Code):
    """How a referral closes without a service."""

    REROUTED = "rerouted"
    RE_REFERRED = "re_referred"
    SERVICE_GAP = "service_gap"
    PERSON_CHANGED_MIND = "person_changed_mind"
    WITHDRAWN = "withdrawn"


@listed("confirmation")
class Confirmation(Code):
    """Whether the sender confirms the outcome."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"
    NOT_APPLICABLE = "not_applicable"


@listed("receipt")
class ReceiptStep(Code):
    """The ladder of delivery; no step below `decided` promises anything to the person."""

    ACCEPTED_BY_NODE = "accepted_by_node"
    DELIVERED_TO_TEAM = "delivered_to_team"
    OPENED = "opened"
    DECIDED = "decided"
    NON_DELIVERY = "non_delivery"


@listed("hold_ground")
class HoldGround(Code):
    """Why received data may be kept after it was taken back; there is no `we may need it`."""

    PENDING_CLAIM = "pending_claim"
    LIMITATION_DATE = "limitation_date"


@listed("keep_reason")
class KeepReason(Code):
    """Why the file of a case that is over is kept beyond the node's term; there is no `we may need it` here either."""

    HELP_GOES_ON = "help_goes_on"
    PENDING_CLAIM = "pending_claim"
    LIMITATION_DATE = "limitation_date"
    STATUTORY_DUTY = "statutory_duty"
    PROFESSIONAL_RULE = "professional_rule"
