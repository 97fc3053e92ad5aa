from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "safeconduct.rights"
    label = "rights"

    def ready(self) -> None:
        """The rooms below know from the start what this one adds to a timeline, a person's page and their copy."""
        from safeconduct.cases import handlers, persons_rights
        from safeconduct.cases.timeline.moments import Kind
        from safeconduct.rights import moments, told
        from safeconduct.rights.compensation import documents as from_claims
        from safeconduct.rights.compensation import moments as of_claims
        from safeconduct.rights.compensation.queries import SECTION as OF_CLAIMS
        from safeconduct.rights.deadlines import moments as of_deadlines
        from safeconduct.rights.documents import sources
        from safeconduct.rights.documents.kinds import Document
        from safeconduct.rights.queries import SECTION

        handlers.register_entries(handlers.Entries(Kind.RIGHTS, SECTION, moments.of_case))
        handlers.register_entries(handlers.Entries(Kind.RIGHTS, OF_CLAIMS, of_claims.of_case))
        handlers.register_entries(handlers.Entries(Kind.RIGHTS, SECTION, of_deadlines.of_case))
        sources.register(Document.COMPENSATION, from_claims.SOURCE)
        persons_rights.register(persons_rights.Rights(told.told, told.in_full))
