"""What a conference is called and what it is about, for each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.models.editions import Edition, languages


class EditionText(models.Model):
    """An edition in one language."""

    objects: models.Manager["EditionText"]
    edition_id: int
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    language = models.CharField(_("Language"), max_length=12, choices=languages)
    name = models.CharField(_("Name"), max_length=160)
    introduction = models.TextField(_("What it is about"), max_length=2000, blank=True)
    funding = models.TextField(_("Funding statement"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language"], name="one_text_of_an_edition_in_a_language"
            )
        ]
