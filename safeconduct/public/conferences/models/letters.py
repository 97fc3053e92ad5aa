"""The letters of codes that people type from paper."""

import string

LETTERS = "".join(sorted({*string.ascii_lowercase, *string.digits} - {*"ilo01"}))
"""None that is mistaken for another one."""
