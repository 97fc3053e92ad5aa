"""All duties: of everybody, of those who help, of authorities and of those who keep the house."""

from safeconduct.ethics import authorities, everybody, helpers

DUTIES = (*helpers.DUTIES, *authorities.DUTIES, *everybody.DUTIES)
