"""Nodes whose keys are believed, what their agencies said, what was refused, and texts of other sites."""

from django.db import models


class SigningNode(models.Model):
    """A node and the keys by which it signs: our own (`source` is empty), or that of a site that we listen to.

    Our own is believed from the first file in the site's folder on; another one's keys are compared by telephone with
    the fingerprint of its site. From then on new keys are taken only where a key that is believed has signed them.
    """

    objects: models.Manager["SigningNode"]
    source = models.OneToOneField("releases.Source", models.CASCADE, null=True, related_name="node")
    node = models.CharField(max_length=64, unique=True)
    keys = models.JSONField()  # hex, that in use first
    said = models.JSONField()  # the keys as the node signed them, to be released
    problem = models.CharField(max_length=40, blank=True)  # the code of a reason

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source"], nulls_distinct=False, name="one_node_is_our_own")
        ]

    def __str__(self) -> str:
        return self.node


class Statement(models.Model):
    """The newest that an agency said of one version of a text, verified when it was taken; no person enters one."""

    objects: models.Manager["Statement"]
    source = models.ForeignKey("releases.Source", models.CASCADE, null=True, related_name="+")
    node = models.CharField(max_length=64)
    agency = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16)
    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    stands = models.BooleanField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    said = models.JSONField()  # as it was signed, with its signature
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "agency", "code", "version"], name="the_newest_statement_of_an_agency"
            )
        ]
        indexes = [models.Index(fields=["kind", "code", "version"], name="statements_of_a_text")]

    def __str__(self) -> str:
        return f"{self.name}: {self.code} {self.version}"


class Refusal(models.Model):
    """A statement that came and is not believed, as long as it comes; shown to editors alone."""

    objects: models.Manager["Refusal"]
    source = models.ForeignKey("releases.Source", models.CASCADE, null=True, related_name="+")
    node = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class OtherText(models.Model):
    """A text of another site that agencies of our node can sign, as it stands there now."""

    objects: models.Manager["OtherText"]
    source = models.ForeignKey("releases.Source", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    opens = models.BooleanField()
    in_force = models.BooleanField()
    texts = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "code", "version"], name="one_text_of_another_site")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
