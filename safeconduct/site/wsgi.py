"""The door of the web server into one process (web or inbox)."""

from safeconduct.vocabulary.serving import application_of

application = application_of("safeconduct.site.settings")
