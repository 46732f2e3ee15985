"""What is not published yet: nobody outside the organ has its files, and nothing is published by a clock."""

import pytest
from django.test import Client
from django.urls import reverse

from place_parts import Places
from platform_parts import World, as_person

pytestmark = pytest.mark.django_db


def test_a_file_of_a_draft_is_served_to_nobody_outside_the_organ(world: World, places: Places) -> None:
    """Files of pages are not encrypted: until one is published, who sees the organ's pages is all who has it."""
    draft, file = places.bureau.draft, places.bureau.file
    draft.body = [("file", file)]
    draft.save_revision(user=world.bureau.people["editor"])
    asked = {
        "public": Client(),
        "stranger": as_person(world.stranger.people["editor"]),
        "own": as_person(world.bureau.people["editor"]),
        "above": as_person(world.county.people["supervisor"]),
    }
    answers = {who: client.get(file.url) for who, client in asked.items()}
    assert {who: answer.status_code for who, answer in answers.items()} == {"public": 404, "stranger": 404, "own": 200, "above": 200}
    assert all(b"".join(answers[who]) == "平常".encode() for who in ("own", "above"))  # read to the end, a file is closed


@pytest.mark.parametrize("role", ["editor", "office_head"])
def test_the_editor_offers_no_time_of_publication_and_takes_none(world: World, places: Places, role: str) -> None:
    """Nobody runs Wagtail's publish_scheduled: a page that waits for its hour would never come."""
    form = as_person(world.bureau.people[role]).get(reverse("wagtailadmin_pages:edit", args=[places.bureau.draft.pk])).context["form"]
    assert {"go_live_at", "expire_at"} & set(form.fields) == set()
    assert not form.show_schedule_publishing_toggle
