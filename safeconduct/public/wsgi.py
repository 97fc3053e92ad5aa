"""The door of the web server into the public site."""

from safeconduct.vocabulary.serving import application_of

application = application_of("safeconduct.public.settings")
