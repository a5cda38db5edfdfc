"""What somebody is told is written down, sent once, and never said to be sent where it reached nobody."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.utils import OperationalError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from minbar.foundation.notifications import channels, delivery, kinds
from minbar.foundation.notifications.channels import Channel, Parcel, Refused, declare_channel
from minbar.foundation.notifications.delivery import GIVEN_UP_AFTER, deliver, send_waiting
from minbar.foundation.notifications.enums import Status
from minbar.foundation.notifications.kinds import Kind, Words, declare_kind
from minbar.foundation.notifications.models import Message, Secret
from minbar.foundation.notifications.outbox import forget_messages, notify
from minbar.foundation.notifications.sealing import secret_of
from minbar.foundation.vault.models import SubjectKey
from tests.cast import Cast

SAID = "test.said"
CANARY = "canary-9f31"


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that says a number, or what was sealed; it stands for one test, as do channels that a test declares."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(channels, "_CHANNELS", dict(channels._CHANNELS))

    def write(message: Message, recipient: Any) -> Words | None:
        said = secret_of(message).get("word") or str(message.context.get("number", ""))
        return None if message.context.get("over") else Words(f"{recipient.language} {said}", said)

    declare_kind(Kind(SAID, "Something said", write))


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Exception]]:
    """Address → what the mail server answers to it."""
    answers: dict[str, Exception] = {}
    usual = EmailMessage.send

    def send(email: EmailMessage, *args: Any, **more: Any) -> int:
        if (problem := answers.get(email.to[0])) is not None:
            raise problem
        return usual(email, *args, **more)

    monkeypatch.setattr(EmailMessage, "send", send)
    yield answers


def refused(address: str, code: int = 550) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({address: (code, b"no such mailbox")})


def test_nothing_is_sent_of_what_is_rolled_back(cast: Cast) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        notify(kind=SAID, to=cast.editor)
        raise RuntimeError
    assert send_waiting() == 0
    assert not Message.objects.exists() and not ProcrastinateJob.objects.exists()


def test_the_job_that_sends_is_written_with_the_message(cast: Cast) -> None:
    message = notify(kind=SAID, to=cast.editor)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("notifications.send", {"message": message.pk})
    assert mail.outbox == []


def test_it_is_said_in_the_language_of_who_gets_it(cast: Cast) -> None:
    cast.editor.language = "tr"
    cast.editor.save()
    message = notify(kind=SAID, to=cast.editor, context={"number": 7})
    assert deliver(message.pk) == Status.SENT
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("tr 7", [cast.editor.email])
    assert str(message.uid) in sent.extra_headers["Message-ID"]
    message.refresh_from_db()
    assert (message.recipient, message.channel, message.attempts) == (cast.editor, "email", 1)
    assert deliver(message.pk) is None and len(mail.outbox) == 1


def test_what_has_the_same_key_is_said_once(cast: Cast) -> None:
    first = notify(kind=SAID, to=cast.editor, key="once")
    assert notify(kind=SAID, to=cast.director, key="once") == first
    assert send_waiting() == 1


def test_who_left_gets_nothing_and_the_next_does(cast: Cast) -> None:
    cast.editor.is_active = False
    cast.editor.save()
    message = notify(kind=SAID, to=[cast.editor, cast.director])
    assert deliver(message.pk) == Status.SENT
    assert [sent.to for sent in mail.outbox] == [[cast.director.email]]


def test_where_nobody_can_be_reached_nothing_says_that_it_was_sent(cast: Cast) -> None:
    cast.editor.is_active = False
    cast.editor.save()
    message = notify(kind=SAID, to=cast.editor)
    assert send_waiting() == 0
    message.refresh_from_db()
    assert (message.status, message.recipient) == (Status.NOBODY, None)
    assert deliver(message.pk) is None


def test_an_address_that_is_refused_for_good_passes_it_on(cast: Cast, refuse: dict[str, Exception]) -> None:
    refuse[cast.editor.email] = refused(cast.editor.email)
    message = notify(kind=SAID, to=[cast.editor, cast.director])
    assert deliver(message.pk) == Status.SENT
    message.refresh_from_db()
    assert message.recipient == cast.director
    alone = notify(kind=SAID, to=cast.editor)
    assert deliver(alone.pk) == Status.NOBODY


def test_a_server_that_is_away_is_asked_again_with_longer_waits(
    cast: Cast, refuse: dict[str, Exception], caplog: pytest.LogCaptureFixture
) -> None:
    refuse[cast.editor.email] = SMTPServerDisconnected(f"talking to {cast.editor.email}")
    message = notify(kind=SAID, to=[cast.editor, cast.director])
    now, waits = timezone.now(), []
    for _attempt in range(4):
        assert deliver(message.pk, now) == Status.WAITING
        assert deliver(message.pk, now) is None  # not before its time
        message.refresh_from_db()
        waits.append(message.next_at - now)
        now = message.next_at
    assert waits == [dt.timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert "SMTPServerDisconnected" in caplog.text and cast.editor.email not in caplog.text
    assert message.error == "SMTPServerDisconnected"
    refuse.clear()
    assert deliver(message.pk, now) == Status.SENT
    assert [sent.to for sent in mail.outbox] == [[cast.editor.email]]


def test_a_mailbox_that_is_full_today_is_asked_again(cast: Cast, refuse: dict[str, Exception]) -> None:
    refuse[cast.editor.email] = refused(cast.editor.email, code=452)
    message = notify(kind=SAID, to=[cast.editor, cast.director])
    assert deliver(message.pk) == Status.WAITING


def test_after_days_it_has_failed_and_the_secret_is_gone(cast: Cast, refuse: dict[str, Exception]) -> None:
    refuse[cast.editor.email] = SMTPServerDisconnected()
    message = notify(kind=SAID, to=cast.editor, secret={"word": CANARY})
    assert deliver(message.pk, message.created_at + GIVEN_UP_AFTER) == Status.FAILED
    assert not Secret.objects.exists()


def test_one_that_cannot_be_put_into_words_holds_up_no_other(cast: Cast) -> None:
    def broken(message: Message, recipient: Any) -> Words:
        raise KeyError(CANARY)

    declare_kind(Kind("test.broken", "Broken", broken))
    notify(kind="test.broken", to=cast.editor)
    notify(kind=SAID, to=cast.editor)
    assert send_waiting() == 1


def test_what_has_nothing_to_say_any_more_is_dropped(cast: Cast) -> None:
    notify(kind=SAID, to=cast.editor, context={"over": True}, secret={"word": CANARY})
    assert send_waiting() == 0
    assert not Message.objects.exists() and not Secret.objects.exists() and mail.outbox == []


def test_a_secret_lies_sealed_until_it_is_sent_and_is_shredded_then(cast: Cast) -> None:
    message = notify(kind=SAID, to=cast.editor, secret={"word": CANARY})
    (sealed,) = Secret.objects.all()
    with connection.cursor() as cursor:
        for table in ("notifications_message", "notifications_secret", "procrastinate_jobs"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
            text = cursor.fetchone()[0]
            assert text and CANARY not in text and CANARY.encode().hex() not in text
    assert deliver(message.pk) == Status.SENT
    assert CANARY in str(mail.outbox[0].body)
    assert not Secret.objects.exists()
    assert SubjectKey.objects.get(subject=sealed.subject).half is None


def test_without_a_mail_server_it_is_a_file_and_not_sent(cast: Cast, settings: Settings, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "emails"
    message = notify(kind=SAID, to=cast.editor, context={"number": 7})
    assert deliver(message.pk) == Status.FILED
    assert len(list((tmp_path / "emails").iterdir())) == 1


def test_another_channel_is_one_declaration(cast: Cast) -> None:
    sent: list[Parcel] = []
    phones = {cast.editor.email: "+90 555 0000000"}
    declare_channel(Channel("sms", "Text message", lambda who: phones.get(who.email, ""), sent.append, order=50))
    notify(kind=SAID, to=cast.editor, context={"number": 7})
    notify(kind=SAID, to=cast.director)
    notify(kind=SAID, to=cast.editor, channel="email")
    only = notify(kind=SAID, to=cast.director, channel="sms")
    send_waiting()
    assert [parcel.address for parcel in sent] == ["+90 555 0000000"]
    assert [email.to for email in mail.outbox] == [[cast.director.email], [cast.editor.email]]
    only.refresh_from_db()
    assert only.status == Status.NOBODY


def test_a_channel_may_refuse_an_address(cast: Cast) -> None:
    def refuse(parcel: Parcel) -> None:
        raise Refused

    declare_channel(Channel("sms", "Text message", lambda who: who.email, refuse, order=50))
    message = notify(kind=SAID, to=cast.editor)
    assert deliver(message.pk) == Status.NOBODY


@pytest.mark.parametrize("given", [{"kind": "nobody's"}, {"kind": SAID, "channel": "pigeon"}])
def test_what_nobody_declared_is_refused(cast: Cast, given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="nobody declares"):
        notify(to=cast.editor, **given)


def test_what_follows_from_a_message_cannot_make_it_go_out_again(cast: Cast) -> None:
    def fail(message: Message) -> None:
        Message.objects.filter(pk=message.pk).update(status="invented")

    declare_kind(Kind("test.followed", "Followed", lambda message, who: Words("x", "x"), settled=fail))
    message = notify(kind="test.followed", to=cast.editor)
    assert deliver(message.pk) == Status.SENT
    assert deliver(message.pk) is None and len(mail.outbox) == 1


def test_what_was_said_of_an_erased_record_is_forgotten(cast: Cast) -> None:
    message = notify(kind=SAID, to=cast.editor, about=cast.director.uid, secret={"word": CANARY})
    subject = Secret.objects.get().subject
    forget_messages(cast.director.uid)
    assert not Message.objects.filter(pk=message.pk).exists()
    assert SubjectKey.objects.get(subject=subject).half is None


@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_noting_it_goes_out_again_as_the_same(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database ends the sender's connection once the e-mail is out, as it does when the process is killed."""
    message = notify(kind=SAID, to=cast.editor, secret={"word": CANARY})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        sender = cursor.fetchone()[0]

    def kill() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [sender])
        connection.close()

    usual = delivery._settle

    def settle(*args: Any, **more: Any) -> Status:
        assert len(mail.outbox) == 1
        with ThreadPoolExecutor(1) as other:
            other.submit(kill).result()
        return usual(*args, **more)

    with monkeypatch.context() as killed:
        killed.setattr(delivery, "_settle", settle)
        with pytest.raises(OperationalError):
            deliver(message.pk)
    connection.close()
    message.refresh_from_db()
    assert message.status == Status.WAITING
    assert send_waiting() == 1 and send_waiting() == 0
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.body == second.body == CANARY
    assert Message.objects.get().status == Status.SENT


@pytest.mark.django_db(transaction=True)
def test_killed_between_commit_and_job_it_is_sent_by_the_next_round(cast: Cast) -> None:
    notify(kind=SAID, to=cast.editor)
    ProcrastinateJob.objects.all()._raw_delete(using="default")
    assert send_waiting() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _message in range(5):
        notify(kind=SAID, to=cast.editor)
    begin = threading.Barrier(4)

    def work() -> int:
        begin.wait()
        try:
            return send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        counts = [job.result() for job in [workers.submit(work) for _worker in range(4)]]
    assert sum(counts) == 5 == len(mail.outbox)
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 5


def test_the_worker_looks_for_what_waits_every_minute() -> None:
    from procrastinate.contrib.django import app

    due = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert due["notifications.send_waiting"] == "* * * * *"
