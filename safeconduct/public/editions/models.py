"""Editions of tables as the node signed them: a trigger lets none be changed or taken away. And what was refused."""

from django.db import models

from safeconduct.public.editions.words import title
from safeconduct.vocabulary.editions import period


class Named(models.Manager["Edition"]):
    """Editions without their content, which is large and read by nobody but their own page."""

    def get_queryset(self) -> models.QuerySet["Edition"]:
        """All of them."""
        return super().get_queryset().defer("content")


class Edition(models.Model):
    """One edition, verified when it was taken; `content` are the canonical bytes of all that the node signed."""

    objects = Named()
    id = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField(default=1, db_default=1)
    number = models.PositiveSmallIntegerField()
    corrects = models.CharField(max_length=64, blank=True, db_index=True)
    made_on = models.DateField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    shown_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-year", "years", "kind", "country", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "country", "year", "years", "number"], name="an_edition_has_its_number_alone"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"

    @property
    def title(self) -> str:
        """What it is called, without reading it."""
        return title(self.kind, self.country, period(self.year, self.years), self.number)


class Look(models.Model):
    """The file that was looked at last: one row."""

    objects: models.Manager["Look"]
    digest = models.BinaryField(max_length=32)
    problem = models.CharField(max_length=40, blank=True)  # the code of a reason: the file was not readable

    def __str__(self) -> str:
        return self.problem or "taken"


class Refusal(models.Model):
    """An edition of that file which is not shown, and why; editors see it."""

    objects: models.Manager["Refusal"]
    edition = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=40)
    member = models.CharField(max_length=120, blank=True)
    """Of the document, where that is what is not as it must be."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.edition}: {self.reason}"
