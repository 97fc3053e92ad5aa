from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "safeconduct.statistics"
    label = "statistics"

    def ready(self) -> None:
        """The rooms below tell of what they have written; they know nothing of figures."""
        from safeconduct.cases import saved
        from safeconduct.referrals import turning
        from safeconduct.statistics import loops, persons

        turning.register(loops.note)
        saved.register(saved.Follows(persons.note, persons.forget))
