from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "safeconduct.referrals"
    label = "referrals"

    def ready(self) -> None:
        """The rooms below know from the start what a peer's messages do, and whom a changed section concerns."""
        from safeconduct.cases import handlers
        from safeconduct.directory import handlers as directory
        from safeconduct.referrals import answering, frequent, moments, queries, sharing, team
        from safeconduct.referrals.authorities import models as _asked  # noqa: F401  (likewise)
        from safeconduct.referrals.conferring import registering
        from safeconduct.referrals.counted import models  # noqa: F401  (its table belongs to this room)
        from safeconduct.referrals.holders import queries as holders
        from safeconduct.referrals.inbound import register_all
        from safeconduct.referrals.own_file.queries import received_beside
        from safeconduct.referrals.tasks import shown

        register_all()
        registering.register()
        directory.register(answering.answers)
        handlers.register(
            handlers.Sharing(
                shared=sharing.told_on,
                lines=queries.lines_of,
                often=frequent.buttons,
                named=queries.case_named,
                tasks=lambda case, by, at: shown.of_case(case, by=by, at=at),
                others=team.others_of,
                askers=team.askers_of,
                follow=team.follow,
                follow_received=team.follow_received,
                beside=received_beside,
                moments=moments.of_case,
                across=holders.across,
                across_asked=holders.question,
                across_read=holders.read,
                tell=lambda case, section, by, at: sharing.tell_change(
                    case=case, section=section, by=by, at=at
                ),
            )
        )
