"""How often something was sent, so that a flood can be refused. Whose address it was stands nowhere."""

from django.db import models


class Sent(models.Model):
    """So many of a kind in this hour, under a keyed hash of the address that ends with the hour."""

    objects: models.Manager["Sent"]
    hour = models.DateTimeField()
    under = models.BinaryField(max_length=32)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["under", "hour"], name="one_count_of_an_hour")]
        indexes = [models.Index(fields=["hour"], name="counts_by_hour")]
