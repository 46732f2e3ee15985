"""What is likely published already is offered before a request goes in; the rule is exact; nobody is kept from sending."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.public_parts import file, nothing_was_kept
from cases.walk_through import ASKED, send
from gongkai.cases.likely import LEAST, Page, grams, likely, share
from gongkai.cases.models import Case, Upload
from gongkai.portal.spaces import make_space
from place_parts import make_page
from platform_parts import World

TITLE = "2025年青石县电梯检验情况通报"


def publish(house: Any, title: str, text: str = "") -> Any:
    page = make_page(make_space(house.organ), title, body=[{"type": "text", "value": f"<p>{text}</p>"}])
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_pairs_of_characters_and_whole_words_are_compared_without_what_every_request_says() -> None:
    assert grams("申请公开2025年电梯检验情况") == {"2025", "年电", "电梯", "梯检", "检验"}
    assert grams("ＧＢ 2760的政府信息") == {"gb", "2760"}
    assert grams("我想要了解有关情况") == frozenset()


@pytest.mark.parametrize(
    ("title", "text", "hits"),
    [
        (TITLE, "", True),
        ("通报", "电梯检验合格率、不合格名单如下：青石县2025年…", True),
        ("食品抽检结果", "2025年青石县食品抽检合格率", False),
        ("12025年", "", False),
    ],
)
def test_half_of_the_pairs_must_stand_in_title_or_text(title: str, text: str, hits: bool) -> None:  # noqa: FBT001  # a case's figure
    found = share(grams("2025年青石县电梯检验合格率及不合格名单"), Page(title, text, ""))
    assert (found >= 0.5) == hits, found


def test_too_few_pairs_find_nothing() -> None:
    wanted = grams("电梯")
    assert len(wanted) < LEAST
    assert share(wanted, Page("电梯", "", "")) == 0


def test_published_pages_of_the_organ_are_offered_and_the_request_waits(world: World) -> None:
    page = publish(world.bureau, TITLE, "电梯检验合格率为百分之九十八，不合格名单见附件。")
    publish(world.bureau, "食品抽检结果")
    make_page(make_space(world.bureau.organ), "2025年青石县电梯检验合格率及不合格名单草稿")
    publish(world.stranger, "2025年青石县电梯检验合格率及不合格名单")
    answer, number, _code = send(world.bureau, attachment_files=[file()])
    assert (answer.status_code, number) == (200, "")
    assert [one.url for one in answer.context["pages"]] == [page.get_url()]
    assert page.get_url() in answer.content.decode()
    nothing_was_kept()
    assert Upload.objects.count() == 1  # the file is kept meanwhile


def test_none_of_these_sends_what_was_typed_and_back_shows_it(world: World) -> None:
    publish(world.bureau, TITLE, "电梯检验合格率、不合格名单")
    offered = send(world.bureau, attachment_files=[file()])[0]
    typed = dict(offered.context["typed"])
    assert typed["item"] == ASKED["item"]
    assert "csrfmiddlewaretoken" not in typed
    address = reverse("requests_new", args=[world.bureau.organ.code])
    back = Client().post(address, {**typed, "back": "1"})
    assert ASKED["item"] in back.content.decode()
    assert len(back.context["files"]) == 1
    nothing_was_kept()
    sent = Client().post(address, {**typed, "none": "1"})
    assert 'id="code"' in sent.content.decode()
    assert Case.objects.count() == 1
    again = Client().post(address, typed)  # sent before: it is shown, not offered once more
    assert 'id="code"' in again.content.decode()


def test_a_mistake_is_told_before_anything_is_offered(world: World) -> None:
    publish(world.bureau, TITLE, "电梯检验合格率、不合格名单")
    answer = send(world.bureau, document="resident_card", number="110105194912310021")[0]
    assert answer.status_code == 422
    assert "number" in answer.context["form"].errors


def test_one_query_reads_the_pages_however_many_there_are(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        publish(world.bureau, f"{TITLE}{number}")
    with django_assert_max_num_queries(4):
        found = likely(world.bureau.organ, [ASKED["item"], "2025年青石县电梯检验情况通报"])
    assert len(found) == 5


def test_an_organ_without_a_place_on_the_site_offers_nothing(world: World) -> None:
    assert likely(world.county.organ, [ASKED["item"]]) == []
