from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "safeconduct.referrals"
    label = "referrals"

    def ready(self) -> None:
        """The rooms below know from the start what a peer's messages do, and whom a changed section concerns."""
        from safeconduct.cases import handlers
        from safeconduct.referrals import frequent, queries, sharing
        from safeconduct.referrals.inbound import register_all

        register_all()
        handlers.register(
            handlers.Sharing(
                shared=sharing.told_on,
                lines=queries.lines_of,
                often=frequent.buttons,
                named=queries.case_named,
                tell=lambda case, section, by, at: sharing.tell_change(
                    case=case, section=section, by=by, at=at
                ),
            )
        )
