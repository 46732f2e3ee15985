"""What operations keep in the database: living processes, the daily work done, the keys that the data need."""

from typing import ClassVar

from django.db import models

from gongkai.operations.places import Identity


class Process(models.Model):
    """A process that works on the data (后台进程); its row is removed when it ends, or when it is found dead.

    `beat_at` is renewed while it lives, by the database's clock.
    """

    key = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=120, blank=True)
    pid = models.IntegerField()
    began = models.CharField(max_length=32, blank=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pid}"

    @property
    def identity(self) -> Identity:
        """Who it is."""
        return Identity(self.place, self.pid, self.began)


class DailyRun(models.Model):
    """A job of the daily work (每日工作) on one day: begun by which process, how it ended, how often it was tried.

    `error` is the kind of the last failure, never its words: these may hold personal data.
    """

    RUNNING: ClassVar = "running"
    DONE: ClassVar = "done"
    FAILED: ClassVar = "failed"
    day = models.DateField()
    job = models.CharField(max_length=60)
    process = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10)
    attempts = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        """A job is done once a day."""

        constraints = (models.UniqueConstraint(fields=["day", "job"], name="operations_job_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.job}: {self.outcome}"


class KnownKey(models.Model):
    """The fingerprint of a key that data in this database were made with: a start without that key is refused."""

    purpose = models.CharField(max_length=40)
    number = models.IntegerField()
    fingerprint = models.CharField(max_length=16)

    class Meta:
        """A key has one fingerprint."""

        constraints = (models.UniqueConstraint(fields=["purpose", "number"], name="operations_key_once"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.number}"
