from django.apps import AppConfig


class CounselConfig(AppConfig):
    name = "safeconduct.counsel"
    label = "counsel"

    def ready(self) -> None:
        """The rooms below know from the start what this one adds to theirs."""
        from safeconduct.cases import guards, handlers
        from safeconduct.cases.timeline.moments import Kind
        from safeconduct.counsel import actions, checking, days, documents, moments
        from safeconduct.counsel.channel import registering
        from safeconduct.counsel.queries import SECTION
        from safeconduct.referrals import acceptance
        from safeconduct.rights.deadlines import feed
        from safeconduct.rights.documents import sources
        from safeconduct.rights.documents.kinds import Document

        handlers.register_entries(handlers.Entries(Kind.MATTER, SECTION, moments.of_case))
        handlers.register_follower(actions.follow)
        guards.register(checking.before_the_name)
        acceptance.register(checking.before_acceptance)
        registering.register()
        sources.register(Document.COURT, documents.FOR_COURT)
        sources.register(Document.MANDATE, documents.MANDATE)
        feed.register(days.in_the_calendar)
