"""All addresses of the public site. A test reads them: none of the case application's is among them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as editor_urls
from wagtail.documents import urls as document_urls

from safeconduct.public import settings
from safeconduct.public.conferences import urls as conferences
from safeconduct.public.conferences.organising.beginning import beginning
from safeconduct.public.conferences.programme import exports
from safeconduct.public.conferences.programme.feeds import Conferences
from safeconduct.public.conferences.programme.materials import material
from safeconduct.public.editions import urls as editions
from safeconduct.public.editors import urls as editors
from safeconduct.public.helping import urls as helping
from safeconduct.public.helping.languages import WRITTEN
from safeconduct.public.helping.pages import not_here
from safeconduct.public.pages import feeds, files, finding, views
from safeconduct.public.questions import urls as questions
from safeconduct.public.recommendations import urls as recommendations
from safeconduct.public.releases.giving_out import releases
from safeconduct.public.services import urls as services

OF_HELP_ALONE = "|".join(tag for tag in WRITTEN if tag not in dict(settings.LANGUAGES))
"""Languages in which the pages for the person are written and no other page of the site can be."""

urlpatterns = [
    path("", views.languages, name="languages"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("releases.json", releases, name="releases"),
    path("info/", include(helping.readers)),
    path("hsds/", include(services.machines)),
    path("statistics/", include(editions.machines)),
    path("edit/conferences/", include(conferences.organisers)),
    path("edit/", beginning),  # before Wagtail's own, which keeps the name
    path("edit/", include(editors.editors)),
    path("edit/", include(editor_urls)),
    path("materials/<slug:code>/", material, name="programme_material"),
    path("documents/<int:number>/narrow/<path:name>", files.give_out_narrow, name="narrow_picture"),
    path("documents/<int:number>/<path:name>", files.give_out, name="wagtaildocs_serve"),
    path("documents/", include(document_urls)),
    *questions.readers,
    *i18n_patterns(
        path("search/", finding.find, name="find"),
        path("news.atom", feeds.News(), name="news"),
        path("conferences.ics", exports.feed, name="programme_calendar"),
        path("conferences.atom", Conferences(), name="programme_atom"),
        path("conferences/", include(conferences.readers)),
        *recommendations.readers,
        *services.readers,
        *editions.readers,
        # Wagtail has a second form to sign in, for pages that only some may read. Here such a page is read by nobody.
        path("_util/login/", views.nothing, name="wagtailcore_login"),
        path("", include(wagtail_urls)),
    ),
    re_path(
        f"^(?P<rest>(?:{OF_HELP_ALONE})/.*)$", not_here
    ),  # an address guessed in a language that is read here
]
