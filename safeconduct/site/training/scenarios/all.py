"""All exercises, in the order of the curriculum."""

from safeconduct.site.training.scenario import Scenario
from safeconduct.site.training.scenarios.first_contact import WITHOUT_A_NAME
from safeconduct.site.training.scenarios.justice import ONE_SECTION
from safeconduct.site.training.scenarios.lawyer import ADVICE_FIRST
from safeconduct.site.training.scenarios.psychologist import NO_DIAGNOSIS
from safeconduct.site.training.scenarios.social_worker import ARRIVES

SCENARIOS: dict[str, Scenario] = {
    scenario.code: scenario for scenario in (ADVICE_FIRST, ARRIVES, ONE_SECTION, NO_DIAGNOSIS, WITHOUT_A_NAME)
}
