"""Why each question is asked: one sentence for each, in the words that are said to the person. A test misses none.

A purpose that nobody can say is a question that nobody should ask (GDPR Art. 5(1)(b) and (c)). Written by developers;
nobody competent has reviewed it.
"""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

PURPOSES: dict[Section, dict[str, Words]] = {
    Section.PROFILE: {
        "pseudonym": _("So that pages and lists can speak of the person without the name."),
        "age_band": _("Services are for some ages; a band is enough, so no date of birth is asked for it."),
        "is_child": _(
            "A child has a guardian, other rights and other services; who may be a child is treated as one."
        ),
        "sex": _("Some shelters and some medical services are for women or for men only."),
        "gender": _("So that the person is spoken to as they wish and placed where they are safe."),
        "languages": _("So that nobody talks with the person in a language that they do not understand."),
        "citizenships": _(
            "Papers, the right to stay and the competent country hang on it; nothing is scored by it."
        ),
    },
    Section.IDENTITY: {
        "names": _("Only where an office, a doctor or a court cannot help without the name."),
        "birth_date": _("Only where an office asks for the exact day, or a child's age decides."),
        "documents": _("To replace lost papers, and to ask for residence or money in the right name."),
        "phone": _("To reach the person; whether it is safe to call stands under safe contact."),
        "address": _("Only where somebody must come to the person. A shelter's address is not written here."),
    },
    Section.SAFE_CONTACT: {
        "safe_to_call": _("A call at the wrong moment can betray the person to whoever controls them."),
        "channel": _("So that everybody reaches the person in the way that is safe for them."),
        "safe_number": _("So that nobody tries another number, which somebody else may answer."),
        "language": _("So that a call or a message is understood, and by nobody else beside the person."),
        "safe_hours": _("No reminder, appointment or call is planned outside these hours."),
        "hours_country": _("So that the hours are counted on the right clock when the person is abroad."),
        "do_not_contact": _("So that a colleague who does not know the person does no harm by a call."),
        "code_word": _("So that the person knows that it is really us, and we that it is really them."),
        "interpreter_sex": _(
            "So that the person need not speak of what happened through somebody they are shy before."
        ),
        "interpreter_dialect": _(
            "So that the interpreter understands the person, and the person the interpreter."
        ),
        "interpreter_not_from": _("Somebody of the same community may know those whom the person fears."),
        "interpreter_way": _("By telephone the interpreter sees no face; in one room a talk may be easier."),
        "interpreter_never": _(
            "So that nobody whom the person fears or does not want is asked to interpret."
        ),
    },
    Section.SAFETY: {
        "trigger": _("So that the next reader knows whether the assessment is new or why it was renewed."),
        "persons_view": _("The person knows their danger best; it stands before what professionals think."),
        "level": _("Nothing is sent and nobody returns while a high danger is not answered."),
        "assessed_on": _("An old assessment protects nobody: whoever reads must see how old it is."),
        "valid_until": _("So that it is assessed anew in time; after this day nothing is sent on it."),
        "risk_rows": _("So that each danger gets an answer of its own. A kind of danger, never a name."),
        "risks": _("Kept from an earlier form; the dangers are now asked one by one."),
        "mitigations": _("So that somebody does something about each danger, until a day."),
        "mitigation": _("Kept from an earlier form; what is done is now asked one by one."),
        "protective": _("What already keeps the person safe must not be taken away by our help."),
        "never_countries": _("So that nothing about the person ever reaches a country that they fear."),
        "never_kinds": _("So that nothing ever reaches a kind of agency that the person fears."),
        "never_agencies": _("So that nothing ever reaches an agency in which the person fears somebody."),
    },
    Section.EXPLOITATION: {
        "forms": _("Rights and services differ by what was done; no details of it are asked."),
        "countries": _("It decides which country can protect, identify and compensate."),
        "from_month": _("Claims have terms; a month is enough, so that nobody asks for days."),
        "to_month": _("Terms and the danger of today hang on how long ago it ended."),
        "status": _("Some rights begin only with identification; help does not wait for it."),
        "decided_by": _("So that a right is asked for at the office that can give it."),
    },
    Section.HEALTH: {
        "treatment_wish": _("Nobody is treated against their wish, and the wish decides what is looked for."),
        "treatment": _("So that a treatment goes on and none is begun twice."),
        "medication": _("A medicine that is missed, or given twice, can harm."),
        "allergies": _("So that nobody gives what the person does not bear."),
        "fit_to_travel": _(
            "So that nobody travels who is harmed by it; the clinician answers without a diagnosis."
        ),
        "fit_for_interview": _("So that nobody is questioned who cannot bear it now."),
        "fitness_conditions": _("So that others can keep to what helps without knowing the illness."),
        "next_appointment": _("So that nothing else is planned on that day, and somebody reminds of it."),
        "health_needs": _("So that care is looked for; only clinicians read it."),
        "clinical_notes": _("For the treatment itself; no other profession opens them."),
    },
    Section.LEGAL: {
        "matters": _("So that the lawyer keeps every proceeding in view; it never leaves the lawyers."),
        "proceeding_types": _("Terms and rights differ by the kind of proceedings."),
        "jurisdictions": _("So that a lawyer of the right country acts."),
        "mandate": _("So that nobody speaks for the person without having been asked to."),
        "legal_aid": _("So that the person does not pay what the state pays."),
        "role_of_person": _("A witness, a party and an accused have different rights in the same room."),
        "next_date": _("So that nobody misses a date, and nothing else is planned on it."),
        "deadlines": _("A right that is claimed too late is lost."),
        "privileged_notes": _("For the defence; they never leave the lawyers."),
    },
    Section.NARRATIVE: {
        "notes": _("So that the person need not tell the same again; they never leave the agency."),
        "interviews": _("So that nobody asks again what was asked already."),
    },
    Section.LOGISTICS: {
        "where": _("So that the person and whoever meets them come to the same place."),
        "when": _("So that nobody waits alone."),
        "who_meets": _("So that the person goes with nobody who only says that they are sent."),
        "escort": _("So that there is room and a seat, and the person decides who comes along."),
    },
    Section.NEEDS: {
        "needs": _("To find the service that can help; no more is asked than that."),
        "wish": _("Help follows what the person wants, in their own words."),
        "assessed": _("So that the person's wish stands beside the professional's view, need by need."),
        "details": _("So that the service knows what it is asked for and can answer."),
    },
    Section.PLAN: {
        "persons_goals": _("A plan is the person's; what they want to reach comes first."),
        "objectives": _("So that everybody works towards the same, and can see whether it was reached."),
        "plan_actions": _("So that each step has somebody who does it, and a day."),
        "plan_consent": _("Nothing of a plan is done without the person's yes."),
        "plan_consent_on": _("A yes counts for the plan as it was on that day."),
        "plan_reviews": _("So that a plan that does not help is changed in time."),
    },
    Section.FAMILY: {
        "guardians": _("Somebody must stand for the child, and not somebody who may have harmed them."),
        "independent_asked": _("So that it is seen how long the child has been without anybody independent."),
        "independent_of": _("So that it is known whom to ask again."),
        "authority": _("So that nobody looks for a number when a child is missing."),
        "views": _("A child is heard before each decision, in their own words."),
        "factors": _("So that it can be seen what was weighed, and what was not."),
        "options": _("A decision is only one where there was something to choose between."),
        "tracing": _("A family is looked for only where it is safe for the child."),
        "decisions": _("So that each decision has its reasons and is looked at again."),
    },
    Section.RETURN: {
        "country": _("Dangers, papers and contacts differ by country."),
        "will_words": _("A return is the person's own will or none; their words show it."),
        "will": _("Nobody is prepared for a return that they do not want."),
        "will_on": _("A will can change; an old yes is asked again."),
        "will_language": _("So that it is seen that the person understood what was asked."),
        "there_view": _("The person knows the danger there best."),
        "there_by": _("A danger there is judged by somebody who is there."),
        "there_level": _("Nobody leaves into a high danger that nobody answers."),
        "there_on": _("So that an assessment that is too old is made anew."),
        "there_until": _("After this day the assessment there carries no departure."),
        "there_risks": _("So that each danger there gets an answer of its own. Never a name."),
        "there_mitigations": _("So that somebody there does something about each danger, until a day."),
        "met_by": _("So that the person is met by somebody whom they know of."),
        "met_where": _("So that nobody waits at the wrong place."),
        "met_on": _("So that somebody is there on that day, and misses the person if they do not come."),
        "met_phone": _("So that the person can call somebody on the way."),
        "plan_with": _("A plan that nobody there knows of helps nobody there."),
        "plan_on": _("So that it is seen that the plan was made before the departure."),
        "told": _("So that it is seen what the agency there says itself, and what we wrote for it."),
        "papers": _("So that nobody is stopped on the way."),
        "travels_with": _("So that nobody travels alone who should not."),
        "fit": _("So that nobody travels who is harmed by it."),
        "lawyer": _("Rights here go on after the return and need somebody who claims them."),
        "lawyer_who": _("So that the person can reach that lawyer from there."),
        "for_trial": _("So that a return does not cost the person their say in court."),
        "contacts": _("For the leaflet that the person takes along."),
        "leaflet": _("A paper can be found; the contacts reach the person in a way that is safe."),
        "leaflet_on": _("So that it is known that the person has the contacts before they leave."),
        "monitoring": _("So that somebody asks how it is after the arrival."),
        "left_on": _("The days on which somebody asks count from here."),
    },
}
"""By section and question. The words are the same on the page, on paper and for whoever reviews them."""


def purpose_of(section: Section, field: str) -> Words:
    """Why this question is asked; "" for one that has no sentence, which a test forbids."""
    return PURPOSES.get(section, {}).get(field, "")
