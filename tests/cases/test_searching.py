"""Requests are found by what stands in them; nothing typed is an operator; what is searched follows from the events alone."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.test_bulk import BY, DAY, arrival
from gongkai.cases import bulk, store
from gongkai.cases.events import Event, ItemAnswered, NoteWritten, ReceiptConfirmed, SearchRecorded
from gongkai.cases.models import Case, SearchPiece
from gongkai.cases.search_index import COLUMNS, LONGEST_WORD, pieces, signature
from gongkai.cases.searching import holding, words
from gongkai.cases.verify import differences
from person_parts import register
from platform_parts import World

LONG = "".join(chr(0x4E00 + number) for number in range(500))


@pytest.fixture
def found(world: World) -> Any:
    """Three requests of the bureau; gives the numbers that a query finds."""
    organ = world.bureau.organ
    key = str(register(organ).pk)
    lives: dict[str, list[Event]] = {
        "2025-00001": [
            arrival("2025-00001", key, item="城关镇2024年电梯检验合格率"),
            ReceiptConfirmed(on=DAY("2025-03-04"), how="电话"),
            ItemAnswered(on=DAY("2025-03-10"), item=1, answer="disclosed", text="合格率为98.5%，名单见附件《Elevator List》。"),
            NoteWritten(on=DAY("2025-03-11"), note=1, text="与特种设备科核对过"),
        ],
        "2025-00002": [
            arrival("2025-00002", key, item="2024年度食品抽检“不合格”名单"),
            ReceiptConfirmed(on=DAY("2025-03-04"), how="电话"),
            SearchRecorded(
                on=DAY("2025-03-05"), item=1, who="科", places=("科",), archive=True, words="抽检", searched=DAY("2025-03-05"), result="未检索到"
            ),
        ],
        "2025-00003": [arrival("2025-00003", key, item=LONG)],
    }
    bulk.append_many((bulk.NewCase(case=Case(organ=organ), events=life) for life in lives.values()), BY)

    def numbers(query: str) -> list[str]:
        return [number[-1] for number in holding(Case.objects.filter(organ=organ), query).order_by("number").values_list("number", flat=True)]

    return numbers


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("电梯检验", "1"),  # what is asked for
        ("2024年", "12"),
        ("２０２４ 年", "12"),  # full width, a blank
        ("98.5%", "1"),  # the answer
        ("elevator LIST", "1"),  # letters in any case, two words
        ("特种设备科", "1"),  # a note
        ("未检索到", "2"),  # a search record
        ("2025-00002", "2"),  # the number
        ("抽检 名单", "2"),  # both words
        ("名单", "12"),
        ("电梯 食品", ""),  # each in another request
        ("检合", ""),  # its characters are there, not side by side
        ("梯", "1"),  # one character
        (LONG[195:230], "3"),  # across the end of a piece
        (LONG[-3:], "3"),
        (LONG[100 : 100 + LONGEST_WORD + 5], "3"),  # of a word that is too long the beginning counts
        ('不合格"名单', "2"),
    ],
)
def test_a_request_is_found_by_what_stands_in_it(found: Any, query: str, expected: str) -> None:
    assert "".join(found(query)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "   ", '"', "'", "''; DROP TABLE", "*", "%", "_", "\\", "AND", "NOT 电梯", "(", "电梯*", "\0", "a:b", "-", "\ud800", "%25"]
)
def test_no_sign_is_an_operator_and_none_breaks_the_search(found: Any, query: str) -> None:
    assert set(found(query)) <= {"1", "2", "3"}
    assert found("%") == found("_") == found("*") == ["1", "2", "3"]  # signs that are no letters ask for nothing
    assert found("NOT 电梯") == []  # a word like any other
    assert found("电梯*") == ["1"]


def test_at_most_eight_words_count_and_each_once() -> None:
    assert words("电梯 电梯 电 梯") == ("电梯", "电", "梯")
    assert words("一 二 三 四 五 六 七 八 九 十") == tuple("一二三四五六七八")
    assert words("“ ”") == ()


def test_a_piece_that_contains_a_text_has_all_bits_of_its_signature() -> None:
    whole = signature(LONG[:200])
    assert all(held & bits == bits for held, bits in zip(whole, signature(LONG[50:90]), strict=True))
    assert signature("电") == signature("") == (0,) * COLUMNS
    assert all(0 <= bits < 1 << 63 for bits in signature(LONG))


def test_what_a_code_or_a_key_says_is_not_searched() -> None:
    told = list(pieces(arrival("A1", "00000000-0000-4000-8000-000000000000", item="电梯")))
    assert told == ["a1\n电梯"]


@pytest.mark.django_db
def test_what_is_appended_is_found_at_once_and_what_was_corrected_both_ways(world: World) -> None:
    organ = world.bureau.organ
    case = Case(organ=organ)
    store.append(case, [arrival("A1", str(register(organ).pk), item="电梯检验"), ReceiptConfirmed(on=DAY("2025-03-04"))], BY)
    assert holding(Case.objects.all(), "扶梯").count() == 0
    event = NoteWritten(on=DAY("2025-03-05"), note=1, text="申请人指的是扶梯")
    store.append(store.locked(case), [event], BY)
    assert holding(Case.objects.all(), "扶梯").count() == holding(Case.objects.all(), "电梯检验").count() == 1
    assert list(differences()) == []


@pytest.mark.django_db
def test_a_spoilt_index_is_noticed_and_rebuilt(found: Any) -> None:
    assert found("电梯") == ["1"]
    before = list(SearchPiece.objects.order_by("case", "position", "place").values_list("case", "text", "bits_0"))
    SearchPiece.objects.filter(text__contains="电梯").update(text="别的")
    assert [(one.number, "cases reindex" in one.message.msgid) for one in differences()] == [("2025-00001", True)]
    with pytest.raises(CommandError):
        call_command("cases", "verify", stdout=io.StringIO())
    out = io.StringIO()
    call_command("cases", "reindex", stdout=out)
    assert str(SearchPiece.objects.count()) in out.getvalue()
    assert list(SearchPiece.objects.order_by("case", "position", "place").values_list("case", "text", "bits_0")) == before
    call_command("cases", "verify", stdout=io.StringIO())
    assert found("电梯") == ["1"]
