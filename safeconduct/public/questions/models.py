"""What lies here of a question: a tag, sealed letters of one length, and days. No moment, no address, no text."""

from uuid import UUID

from django.db import models


class Thread(models.Model):
    """A conversation. `tag` is what six words give, and nothing of them can be had from it."""

    objects: models.Manager["Thread"]
    id = models.UUIDField(primary_key=True)
    tag = models.BinaryField(max_length=32, unique=True)
    mark = models.BinaryField(max_length=32)
    """Of the public key to which the answers are sealed; the node finds the conversation by it."""
    desk = models.UUIDField()
    until = models.DateField(db_index=True)
    """On this day it is deleted, whatever was answered."""

    def __str__(self) -> str:
        return str(self.id)


class Letter(models.Model):
    """One letter, sealed to the node or to the code. A question goes as soon as the node has it."""

    objects: models.Manager["Letter"]
    id = models.UUIDField(primary_key=True)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="letters")
    thread_id: UUID
    is_answer = models.BooleanField()
    day = models.DateField()
    sealed = models.BinaryField()
    key = models.PositiveIntegerField(default=0)
    """To which key of the node a question is sealed."""
    is_worked = models.BooleanField(default=False)
    """Whether it came with work, and so stands in a queue of its own."""

    class Meta:
        indexes = [models.Index(fields=["is_answer", "day"], name="letters_that_wait")]

    def __str__(self) -> str:
        return str(self.id)


class Ended(models.Model):
    """A conversation that was deleted here by whoever has its code, until the node knows."""

    objects: models.Manager["Ended"]
    thread = models.UUIDField(primary_key=True)
    day = models.DateField()

    def __str__(self) -> str:
        return str(self.thread)


class Counted(models.Model):
    """How much came in an hour, from all together: `kind` is ask, look or wrong. Nobody's address is in it."""

    objects: models.Manager["Counted"]
    kind = models.TextField()
    hour = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "hour"], name="one_count_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.times}"


class Spent(models.Model):
    """Work that was used. `mark` leads to no form and no letter; the day says when it may go."""

    objects: models.Manager["Spent"]
    mark = models.BinaryField(max_length=32, primary_key=True)
    day = models.DateField()

    def __str__(self) -> str:
        return str(self.day)


class Node(models.Model):
    """What the node said last of itself: on which day it looked. One row."""

    objects: models.Manager["Node"]
    looked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.looked_on)
