"""What people who take part do for a living."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.public.pages import models as pages
from safeconduct.vocabulary.codes import Profession

OTHER = "other"
OF_THE_SOFTWARE = {str(each) for each in (Profession.ADMINISTRATOR, Profession.EDITOR, Profession.TRAINER)}
"""Roles of members, which are no professions."""


def professions() -> list[tuple[str, Any]]:
    """The professions of the house without roles of the software, and one for everybody else."""
    found = [(code, label) for code, label in pages.professions() if code not in OF_THE_SOFTWARE]
    return [*found, (OTHER, _("Another profession"))]
