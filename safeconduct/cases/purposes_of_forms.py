"""Why the questions beside the file are asked: talks, follow-ups, interpreters, conferences, complaints.

Those of the file itself stand in `purposes.py`. Written by developers; nobody competent has reviewed it, and sources
were named from memory.
"""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.purposes import Form, Said

REASONABLE = _("Directive 2011/36/EU, Article 11(2)")
PRESUMED = _("Directive 2011/36/EU, Article 13(2)")
REPEATED = _("Directive 2011/36/EU, Article 12(4)")
INTERPRETED = _("Directive 2012/29/EU, Article 7")
UNDERSTOOD = _("Directive 2012/29/EU, Article 3")
COMPLAINTS = _("Directive 2012/29/EU, Article 4(1)(h)")
HEARD = _("Convention on the Rights of the Child, Article 12")

WHO_INTERPRETS: dict[str, Said] = {
    "helper": (_("So that somebody who was looked at interprets, and nobody who stood nearby."), INTERPRETED),
    "interpreter": _("So that it can be asked later who interpreted, where no register has them."),
    "tie": _("Whoever is anything to the person hears what the person would not say before them."),
}
"""The same questions stand in a talk for identification and in an assignment."""

SCREENING = Form(
    _("Talk for identification"),
    {
        "said": _("The person must know what the talk is for before they say anything."),
        "agreed": _("Nobody is asked about what happened against their will."),
        "again": (_("Every time that it is told again hurts; there must be a reason."), REPEATED),
        "profile": (_("Other signs count for a child, and who may be one is treated as one."), PRESUMED),
        "talked_on": _("What somebody says on the first day and a month later are two different things."),
        "mode": _("By telephone nobody sees who else listens."),
        "place": _("In a station or before a uniform many say less."),
        "language": (_("So that an answer is read as one of the language in which it was given."), UNDERSTOOD),
        "note": _("For what a sign alone does not say; no names and no detail of violence."),
        "conclusion": (_("Rights begin with reasonable grounds; a person concludes this, never a sum."), REASONABLE),
        "reasons": _("So that whoever doubts the conclusion can see on what it rests."),
        "next": _("So that the talk leads to something for the person."),
        **WHO_INTERPRETS,
    },
)  # fmt: skip
FOLLOW_UP = Form(
    _("Follow-up"),
    {
        "plan_follow_ups": _("So that somebody asks how it goes after the help has begun."),
        "start": _("The days on which somebody asks are counted from here."),
        "on": _("So that both know the day, and it can be seen when somebody last spoke with the person."),
        "at": _("So that it lies in the hours in which the person may be reached."),
        "by_telephone": _("Where a call is not safe, none is planned."),
        "why": _("So that a person whom nobody reaches is not forgotten."),
        "view": _("The person’s own view goes before what anybody thinks of it."),
        "well": _("So that what helps is not taken away."),
        "not_well": _("So that the plan is changed while it can still help."),
        "needs": _("So that help that is missing is looked for now."),
        "risk": _("So that a danger that has grown gets an answer today."),
        "how": _("So that the next talk is held in the way that worked."),
        "contact": _("Nobody is asked on and on who does not wish it."),
        "early": _("So that no talk is counted for a day that is still far off."),
        "early_why": _("So that whoever reads it later knows why it was early."),
    },
)
ASSIGNMENT = Form(
    _("Interpreter’s assignment"),
    {
        "on": _("So that the interpreter and the person come on the same day."),
        "at": _("So that nobody waits, and it lies in the person’s safe hours."),
        "language": (_("So that nobody interprets into a language that the person hardly knows."), INTERPRETED),
        "by_telephone": _("So that nobody travels for a call, and the interpreter sees no face where that is wished."),
        "place": _("So that they find each other; it says nothing of what the talk is about."),
        "names": _("So that nobody interprets who belongs to the other side; it is not kept."),
        "agrees": _("Where something speaks against somebody, the person decides."),
        "apart": _("The person may not want somebody again without saying why."),
        **WHO_INTERPRETS,
    },
)  # fmt: skip
REGISTER = Form(
    _("Register of interpreters"),
    {
        "reference": _("So that files name a code, and no name goes from one file to another."),
        "role": _("An interpreter says what was said; a mediator explains as well."),
        "languages": _("So that only those are offered whom the person understands."),
        "dialects": _("One language can be two for somebody from another valley."),
        "sex": _("Some speak of what happened only before a woman, or only before a man."),
        "countries": _("Somebody of the same community may know those whom the person fears."),
        "vetted_on": _("So that it is known that somebody has looked at them at all."),
        "vetted_until": _("What was looked at years ago is looked at again."),
        "vetted_by": _("So that it is known whom to ask when something goes wrong."),
        "signed_on": _("So that silence is promised before the first talk, not after it."),
        "conflicts": _("So that the person hears it before they agree, not afterwards."),
        "note": _("For what has no box; nothing about anybody who is helped."),
    },
)
CONFERENCE = Form(
    _("Case conference"),
    {
        "question": _("So that everybody proposes to the same, and knows why they are asked."),
        "until": _("So that the person does not wait for whoever never answers."),
        "section": _("So that only those see it who open that section anyway."),
        "text": _("So that it is clear afterwards what was decided, and what was not."),
        "wish": (_("The person’s word stands first; a child’s has its due weight."), HEARD),
        "absent": _("So that nobody decides without noticing that the person was not asked."),
        "proposal": _("So that each profession thinks for itself before it hears the others."),
        "decision": _("So that everybody does the same from now on."),
        "reasons": _("So that the person and whoever comes later can follow it, or contradict."),
        "minutes": _("So that nobody has to remember what was said."),
        "what": _("So that a decision becomes something that is done."),
        "who": _("What nobody has taken on is not done."),
        "planned": _("So that it can be seen when something is late."),
        "agrees": _("Nothing is done about a person that they do not know of."),
        "meets_at": _("So that everybody comes at the same time."),
        "where": _("So that everybody comes to the same place."),
        "came": _("So that the person can know who has heard of them."),
        "others": _("Who else was there has heard it too."),
        "person": _("So that it is seen whether the person could speak for themselves."),
    },
)
COMPLAINT = Form(
    _("Complaint"),
    {
        "kind": (_("So that whoever hears it knows what to ask for first."), COMPLAINTS),
        "about": _("So that nobody hears a complaint about themselves."),
        "wish": _("Not everybody wants a punishment; many want it only to stop."),
        "hearer": _("Somebody without a part in the case can be told more, and can judge."),
        "answer": _("A complaint that nobody answers was heard by nobody."),
        "person_knows": _("An answer that the person never hears is none."),
    },
)
