"""Words of templates that are kept say what Django's own tags say, in each language, whatever was shown before."""

from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

OURS = Engine(libraries={"i18n": "safeconduct.site.words"})
THEIRS = Engine(libraries={"i18n": "django.templatetags.i18n"})
SOURCES = [
    '{% trans "Sign out" %}',
    '{% translate "Cover the screen: key F2" %}',
    '{% trans "A <b> & 100%" %}',
    '{% trans "Put away" context "name of a list" %}',
    '{% trans "Sign out" as words %}[{{ words }}|{{ words }}]',
    '{% trans "Sign out" noop %}',
    '{% trans "Sign out"|upper %}',
    "{% trans name %}",
    '{% blocktrans %}By <a href="/">Today</a>{% endblocktrans %}',
    "{% blocktrans trimmed %}\n  Today\n{% endblocktrans %}",
    "{% blocktrans asvar words %}A <b> & 100%{% endblocktrans %}[{{ words }}]",
    "{% blocktrans %}about: {{ name }}{% endblocktrans %}",
    "{% blocktrans with when=name %}until {{ when }}{% endblocktrans %}",
    "{% blocktrans count n=number %}{{ n }} referral{% plural %}{{ n }} referrals{% endblocktrans %}",
    "{% for n in numbers %}{% blocktrans count n=n %}{{ n }} a{% plural %}{{ n }} b{% endblocktrans %}{% endfor %}",
]
SHOWN = {"name": "Sign out & <i>", "number": 3, "numbers": [1, 2, 5, 21]}


@pytest.mark.parametrize("source", SOURCES)
def test_the_same_words_as_by_django(source: str) -> None:
    ours, theirs = (engine.from_string("{% load i18n %}" + source) for engine in (OURS, THEIRS))
    for _often in range(2):
        for tag, _own in settings.LANGUAGES:
            with translation.override(tag):
                said = ours.render(Context(SHOWN))
                assert said == theirs.render(Context(SHOWN))
                assert ours.render(Context(SHOWN, autoescape=False)) == theirs.render(
                    Context(SHOWN, autoescape=False)
                )
                assert ours.render(Context(SHOWN)) == said


def test_the_pages_use_them() -> None:
    from django.template import engines

    of_pages: Any = engines["django"]
    assert of_pages.engine.libraries["i18n"] == "safeconduct.site.words"
    with translation.override("ro"):
        assert OURS.from_string('{% load i18n %}{% trans "Today" %}').render(Context()) != "Today"
