from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "safeconduct.rights"
    label = "rights"

    def ready(self) -> None:
        """The room below knows from the start what this one adds to a timeline."""
        from safeconduct.cases import handlers
        from safeconduct.cases.timeline.moments import Kind
        from safeconduct.rights import moments
        from safeconduct.rights.deadlines import moments as of_deadlines
        from safeconduct.rights.queries import SECTION

        handlers.register_entries(handlers.Entries(Kind.RIGHTS, SECTION, moments.of_case))
        handlers.register_entries(handlers.Entries(Kind.RIGHTS, SECTION, of_deadlines.of_case))
