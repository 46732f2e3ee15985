"""A background task whose effect can be counted."""

import time

from django.db import transaction
from django_tasks import task

from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.organs.models import Notice

PATH = "durability.tasks.give"


@task()
def give(key: str) -> None:
    """Give the first account a notice and leave a row in the trail, once."""
    with transaction.atomic():
        user = User.objects.order_by("pk")[0]
        _notice, is_new = Notice.objects.get_or_create(user=user, key=key, defaults={"text": "x"})
        if is_new:
            record("organ.profile", Actor.command("durability"), subject=("task", key))
    time.sleep(0.01)  # done, and nobody told yet: a kill shall often find it so
