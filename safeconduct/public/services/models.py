"""The services that the node has handed over for everybody, as they were handed over."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Taken(models.Model):
    """What was taken last from the file of the node: one row."""

    objects: models.Manager["Taken"]
    digest = models.BinaryField(max_length=32)
    changed_at = models.DateTimeField()
    """When anything that is shown changed."""
    problem = models.CharField(
        max_length=40, blank=True
    )  # the code of a reason: the newest file was not taken
    offered = models.JSONField(default=dict)
    """What may be chosen when searching: codes by `need`, `country` and `language`."""

    def __str__(self) -> str:
        return self.changed_at.isoformat()


class Organization(models.Model):
    """Whose services they are."""

    objects: models.Manager["Organization"]
    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    document = models.JSONField()
    tags = ArrayField(models.TextField(), default=list)
    """Scheme and code of everything that one of its services says, as `need:housing`."""
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["tags"], name="services_organization_tags"),
            GinIndex(fields=["words"], name="services_organization_words"),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """One service: a whole HSDS object, and by what it is found."""

    objects: models.Manager["Service"]
    id = models.UUIDField(primary_key=True)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="services")
    name = models.TextField()
    document = models.JSONField()
    tags = ArrayField(models.TextField(), default=list)
    """Scheme and code of all that it says, `country:RO` and `language:uk` too."""
    words = SearchVectorField()
    mark = models.BinaryField(max_length=32)
    """Of what it says, clocks and holidays aside: it has changed when this has."""
    digest = models.BinaryField(max_length=32, default=b"")
    """Of the whole document: what has not changed at all is not written again."""
    modified_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            GinIndex(fields=["tags"], name="services_tags"),
            GinIndex(fields=["words"], name="services_words"),
        ]

    def __str__(self) -> str:
        return self.name


class AtLocation(models.Model):
    """A service at an address that everybody may know."""

    objects: models.Manager["AtLocation"]
    id = models.UUIDField(primary_key=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="places")
    postal_code = models.TextField(blank=True)
    document = models.JSONField()

    def __str__(self) -> str:
        return str(self.id)


class Gone(models.Model):
    """That a service was taken back, and when: neither its name nor what it said is kept."""

    objects: models.Manager["Gone"]
    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
