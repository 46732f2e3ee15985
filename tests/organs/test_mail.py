"""Notices by e-mail: once, in the reader's language, without what they are about."""

import email
import email.policy
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gongkai.accounts.models import User
from gongkai.organs import mail
from gongkai.organs.models import Notice
from gongkai.organs.notices import NoticeTo, give
from organs.house import TODAY


class Mailbox:
    """Takes what comes; refuses while told to."""

    def __init__(self) -> None:
        self.messages: list[email.message.EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        if self.refuses:
            return "451 later"
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield box
    controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def person(username: str, language: str = "zh-hans", address: str = "x@example.cn") -> User:
    user: User = User.objects.create(username=username, name="王小明", email=address, language=language)
    return user


def tell(*users: User, key: str = "one") -> None:
    with transaction.atomic():
        give([NoticeTo(users, key, "%(person)s waits", {"person": "李四"})])


def run_tasks() -> None:
    """What the worker does."""
    for row in DBTaskResult.objects.filter(status="READY"):
        mail.mail_notices.func(*row.args_kwargs["args"])


@pytest.mark.django_db
def test_a_notice_is_mailed_once_in_the_readers_language_without_its_content(mailbox: Mailbox) -> None:
    tell(person("zh", address="zh@example.cn"), person("en", "en", "en@example.cn"))
    run_tasks()
    run_tasks()  # a task taken up again
    assert sorted(str(one["to"]) for one in mailbox.messages) == ["en@example.cn", "zh@example.cn"]
    english = next(one for one in mailbox.messages if one["to"] == "en@example.cn")
    assert "There is a new notice for you" in english.get_content()
    for one in mailbox.messages:
        whole = str(one["subject"]) + one.get_content()
        assert "李四" not in whole
        assert "王小明" not in whole
        assert "/staff/" in whole
    assert Notice.objects.filter(mailed_at__isnull=True).count() == 0


@pytest.mark.django_db
def test_what_was_read_before_is_not_mailed_and_who_has_no_address_gets_none(mailbox: Mailbox) -> None:
    reader, nobody = person("reader"), person("nobody", address="")
    tell(reader, nobody)
    Notice.objects.filter(user=reader).update(read_at=timezone.now())
    run_tasks()
    assert mailbox.messages == []


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_even_tried(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    tell(person("reader"))
    assert not DBTaskResult.objects.exists()
    assert mail.enqueue_unmailed(TODAY) == 0


@pytest.mark.django_db
def test_a_notice_that_was_taken_back_sends_no_mail(mailbox: Mailbox) -> None:
    user = person("reader")
    with transaction.atomic():
        tell(user)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    assert mailbox.messages == []


@pytest.mark.django_db
def test_mail_that_the_server_refuses_is_tried_again_on_another_day(mailbox: Mailbox) -> None:
    mailbox.refuses = True
    tell(person("reader"))
    with pytest.raises(OSError, match="later"):
        run_tasks()
    assert Notice.objects.get().mailed_at is None
    mailbox.refuses = False
    DBTaskResult.objects.all().delete()
    assert mail.enqueue_unmailed(TODAY) == 1
    run_tasks()
    assert len(mailbox.messages) == 1


@pytest.mark.django_db
def test_the_same_notice_given_again_is_the_same(mailbox: Mailbox) -> None:
    user = person("reader")
    tell(user)
    tell(user)
    assert Notice.objects.count() == DBTaskResult.objects.count() == 1
    run_tasks()
    assert len(mailbox.messages) == 1
