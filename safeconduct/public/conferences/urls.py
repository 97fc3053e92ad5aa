"""All addresses of conferences: for readers below the language, for organisers below `/edit/conferences/`."""

from safeconduct.public.conferences.attending import urls as attending
from safeconduct.public.conferences.organising import urls as organising
from safeconduct.public.conferences.programme import urls as programme
from safeconduct.public.conferences.registering import urls as registering

# Those of attending first: a word such as `verify` could be the code of a conference, too.
readers = [*attending.readers, *programme.readers, *registering.readers]
organisers = [
    *programme.organisers,  # first: its address "new/" looks like a code
    *organising.organisers,
    *registering.organisers,
    *attending.organisers,
]
