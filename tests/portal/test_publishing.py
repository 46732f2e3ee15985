"""A page from the editor's draft to the public and back, through the editor's own forms."""

import datetime as dt
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gongkai.audit.models import AuditRow
from gongkai.organs.models import Notice
from place_parts import SECRET, Places, form_of, make_file
from platform_parts import World, as_person


def verbs(since: int) -> list[tuple[str, str]]:
    """What the trail says after the row `since`, with whom."""
    return [(row.verb, row.actor_kind) for row in AuditRow.objects.filter(sequence__gt=since).order_by("sequence")]


def last_row() -> int:
    last = AuditRow.objects.order_by("-sequence").first()
    return last.sequence if last else 0


def hand_in(world: World, page: Any, **fields: str) -> None:
    """The editor hands in `page` for publication."""
    answer = as_person(world.bureau.people["editor"]).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page) | {"action-submit": "1"} | fields
    )
    assert answer.status_code == 302
    page.refresh_from_db()


def decide(client: Client, page: Any, action: str, **data: str) -> Any:
    step = page.current_workflow_task_state
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, step.pk]), data)


def test_an_editor_does_not_publish(world: World, places: Places) -> None:
    draft = places.bureau.draft
    as_person(world.bureau.people["editor"]).post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form_of(draft) | {"action-publish": "1"})
    draft.refresh_from_db()
    assert not draft.live
    assert Client().get(f"/{world.bureau.organ.code}/{draft.slug}/").status_code == 404


def test_the_office_head_publishes_what_the_editor_hands_in(world: World, places: Places) -> None:
    draft, before = places.bureau.draft, last_row()
    hand_in(world, draft)
    assert not draft.live
    assert decide(as_person(world.bureau.people["office_head"]), draft, "approve").status_code == 302
    assert "平常草稿" in Client().get(f"/{world.bureau.organ.code}/{draft.slug}/").content.decode()
    assert verbs(before) == [(verb, "user") for verb in ("page.edited", "page.submitted", "page.approved", "page.published")]
    rows = AuditRow.objects.filter(sequence__gt=before)
    assert {row.organ for row in rows} == {world.bureau.organ.pk}
    assert {row.actor for row in rows.filter(verb="page.published")} == {str(world.bureau.people["office_head"].pk)}


def test_the_editor_is_told_by_a_notice_and_wagtail_sends_no_mail(world: World, places: Places) -> None:
    editor = world.bureau.people["editor"]
    editor.email = "editor@example.test"
    editor.save()
    hand_in(world, places.bureau.draft)
    decide(as_person(world.bureau.people["office_head"]), places.bureau.draft, "reject", comment="缺日期")
    told = Notice.objects.get(user=editor)
    assert (told.text, told.fields, told.organ) == ("Your page “%(title)s” has been sent back.", {"title": "平常草稿"}, world.bureau.organ)
    assert mail.outbox == []  # ours goes out by a task, Wagtail's would have gone at once
    assert "平常草稿" in as_person(editor).get("/staff/").content.decode()


def test_what_is_handed_in_waits_for_the_office_head_and_for_nobody_else(world: World, places: Places) -> None:
    hand_in(world, places.bureau.draft)
    link = reverse("wagtailadmin_pages:edit", args=[places.bureau.draft.pk])
    waits = {role for role, person in world.bureau.people.items() if link in as_person(person).get("/staff/").content.decode()}
    assert waits == {"office_head"}
    assert link not in as_person(world.stranger.people["office_head"]).get("/staff/").content.decode()


@pytest.mark.parametrize("role", ["editor", "administrator", "head", "supervisor"])
def test_nobody_else_decides(world: World, places: Places, role: str) -> None:
    hand_in(world, places.bureau.draft)
    decide(as_person(world.bureau.people[role]), places.bureau.draft, "approve")
    decide(as_person(world.stranger.people["office_head"]), places.bureau.draft, "approve")
    places.bureau.draft.refresh_from_db()
    assert not places.bureau.draft.live


def test_a_step_of_another_page_is_not_taken(world: World, places: Places) -> None:
    hand_in(world, places.bureau.draft)
    step = places.bureau.draft.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[places.stranger.draft.pk, "approve", step.pk])
    assert as_person(world.stranger.people["office_head"]).post(address).status_code == 404


def test_unpublishing_takes_the_page_and_its_file_from_the_public(world: World, places: Places) -> None:
    draft, head = places.bureau.draft, as_person(world.bureau.people["office_head"])
    head.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form_of(draft, attachment=places.bureau.file.pk) | {"action-publish": "1"})
    page, file = f"/{world.bureau.organ.code}/{draft.slug}/", places.bureau.file.url
    assert Client().get(page).status_code == 200
    answer = Client().get(file)
    assert b"".join(answer.streaming_content) == "平常".encode()
    before = last_row()
    head.post(reverse("wagtailadmin_pages:unpublish", args=[draft.pk]))
    assert Client().get(page).status_code == 404
    assert Client().get(file).status_code == 404
    assert verbs(before) == [("page.unpublished", "user")]


def test_a_picture_and_a_file_in_the_text_are_public_while_the_page_is(world: World, places: Places) -> None:
    draft, picture, file = places.bureau.draft, places.bureau.picture, make_file(places.bureau.space, "正文附件")
    draft.body = [("picture", picture), ("file", file)]
    draft.save_revision(user=world.bureau.people["office_head"]).publish()
    shown = Client().get(f"/{world.bureau.organ.code}/{draft.slug}/").content.decode()
    assert f'href="{file.url}"' in shown
    address = picture.get_rendition("max-1200x1200").url
    assert address in shown
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "image/png"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    draft.body = [("heading", "没有了")]
    draft.save_revision(user=world.bureau.people["office_head"]).publish()
    assert Client().get(address).status_code == 404
    assert Client().get(file.url).status_code == 404


def test_publishing_makes_no_other_organs_file_public(world: World, places: Places) -> None:
    draft, theirs = places.bureau.draft, places.stranger
    draft.body = [("text", f'<p><a linktype="document" id="{theirs.file.pk}">x</a></p>')]
    draft.save_revision(user=world.bureau.people["office_head"]).publish()
    assert Client().get(theirs.file.url).status_code == 404
    assert SECRET not in unquote(Client().get(draft.get_url()).content.decode())
    assert Client().get(theirs.picture.get_rendition("max-100x100").url).status_code == 404


def test_a_link_to_another_organs_draft_tells_nothing_of_it(world: World, places: Places) -> None:
    draft, theirs = places.bureau.draft, places.stranger.draft
    draft.body = [("text", f'<p><a linktype="page" id="{theirs.pk}">那里</a><a linktype="page" id="{places.stranger.published.pk}">这里</a></p>')]
    draft.save_revision(user=world.bureau.people["office_head"]).publish()
    client = as_person(world.bureau.people["editor"])
    edited = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    seen = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()
    public = Client().get(draft.get_url()).content.decode()
    for shown in (edited, seen, public):
        assert "那里" in shown or "\\u90a3" in shown
        assert theirs.slug not in unquote(shown)
    assert places.stranger.published.url in public


def test_a_draft_of_a_published_page_shows_nothing_of_its_own(world: World, places: Places) -> None:
    page = places.bureau.published
    page.title = "改动未发布"
    page.save_revision()
    assert "改动未发布" not in Client().get(page.url).content.decode()
    assert "改动未发布" not in Client().get(f"/{world.bureau.organ.code}/").content.decode()


def test_nobody_deletes_moves_or_copies_a_page(world: World, places: Places) -> None:
    head, page = as_person(world.bureau.people["office_head"]), places.bureau.draft
    for name in ("delete", "move", "copy", "set_privacy", "lock", "convert_alias"):
        assert head.post(reverse("wagtailadmin_pages:" + name, args=[page.pk])).status_code == 404
    shown = head.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f"/{page.pk}/delete/" not in shown
    assert f"/{page.pk}/move/" not in shown


def test_saving_queues_no_task(world: World, places: Places) -> None:
    DBTaskResult.objects.all().delete()
    draft = places.bureau.draft
    as_person(world.bureau.people["office_head"]).post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form_of(draft) | {"action-publish": "1"})
    make_file(places.bureau.space, "又一文件")
    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == []


def editor_page(client: Client, page: Any) -> str:
    """The editor of `page`."""
    return str(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode())


def test_a_page_that_waits_says_so_to_who_decides_with_who_handed_it_in_and_both_ways_on(world: World, places: Places) -> None:
    head, editor, draft = as_person(world.bureau.people["office_head"]), world.bureau.people["editor"], places.bureau.draft
    assert "portal-decision" not in editor_page(head, draft)
    hand_in(world, draft)
    step = draft.current_workflow_task_state
    said = editor_page(head, draft).split('<section class="portal-decision', 1)[1].split("</section>")[0]
    assert editor.name in said
    assert timezone.localtime(step.started_at).strftime("%Y-%m-%d %H:%M") in said
    for action in ("approve", "reject"):
        assert f'data-workflow-action-name="{action}"' in said
        assert f'action="{reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, action, step.pk])}"' in said, "without scripts"
    assert reverse("wagtailadmin_pages:view_draft", args=[draft.pk]) in said


def test_to_who_does_not_decide_it_says_only_that_it_waits(world: World, places: Places) -> None:
    hand_in(world, places.bureau.draft)
    said = editor_page(as_person(world.bureau.people["editor"]), places.bureau.draft)
    assert "portal-decision" in said
    assert "workflow_action" not in said.split("portal-decision", 1)[1].split("</section>")[0]


def test_what_was_sent_back_says_by_whom_and_why_until_it_is_handed_in_again(world: World, places: Places) -> None:
    head, draft = world.bureau.people["office_head"], places.bureau.draft
    hand_in(world, draft)
    decide(as_person(head), draft, "reject", comment="请补充附件<b>")
    said = editor_page(as_person(world.bureau.people["editor"]), draft).split('<section class="portal-decision', 1)[1].split("</section>")[0]
    assert head.name in said
    assert "请补充附件&lt;b&gt;" in said
    hand_in(world, draft)
    assert "请补充附件" not in editor_page(as_person(head), draft).split('<section class="portal-decision', 1)[1].split("</section>")[0]


@pytest.mark.parametrize("reason", ["", "  \n", "字" * 2001])
def test_nothing_is_sent_back_without_a_reason_and_that_is_said(world: World, places: Places, reason: str) -> None:
    head, draft = as_person(world.bureau.people["office_head"]), places.bureau.draft
    hand_in(world, draft)
    step, before = draft.current_workflow_task_state, last_row()
    answer = head.post(reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", step.pk]), {"comment": reason}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    step.refresh_from_db()
    assert step.status == step.STATUS_IN_PROGRESS
    assert verbs(before) == []


def test_while_a_page_waits_the_menu_offers_to_decide_and_not_to_publish_beside_the_step(world: World, places: Places) -> None:
    head, draft = as_person(world.bureau.people["office_head"]), places.bureau.draft
    assert 'name="action-publish"' in editor_page(head, draft)
    hand_in(world, draft)
    said = editor_page(head, draft)
    assert 'name="action-publish"' not in said
    assert 'name="action-restart-workflow"' not in said


@pytest.mark.parametrize(("now", "day"), [("2026-03-01T15:59:00+00:00", "2026-03-01"), ("2026-03-01T16:01:00+00:00", "2026-03-02")])
def test_a_new_page_is_dated_today_where_the_office_is(world: World, places: Places, monkeypatch: pytest.MonkeyPatch, now: str, day: str) -> None:
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.fromisoformat(now))
    answer = as_person(world.bureau.people["editor"]).get(
        reverse("wagtailadmin_pages:add", args=["portal", "contentpage", places.bureau.space.page_id])
    )
    assert f'value="{day}"' in answer.content.decode().split('name="date"', 1)[1].split(">")[0]
