"""What no report can be is refused within moments; what real pages have is far below the bounds."""

import pytest

from gongkai.annual.read import read_bytes, read_text
from gongkai.annual.read.bounds import ATTRIBUTES, DEPTH, TAGS, TEXT, TooMuchError
from gongkai.annual.read.kinds import LARGEST, MEBIBYTE, NotAReportError

FIGURE = "<table><tr><td>本年新收政府信息公开申请数量</td>" + "".join(f"<td>{number}</td>" for number in (1, 2, 0, 0, 0, 0, 3)) + "</tr></table>"


def refusal(text: str) -> str:
    with pytest.raises(TooMuchError) as refused:
        read_text(text, "a.html")
    return refused.value.message.text("en")


def received(text: str) -> object:
    return read_text(text, "a.html").figures.get("applications.received.total")


def test_a_million_tags_within_each_other_are_refused() -> None:
    assert "1,000,001 tags, 200,000 at most" in refusal("<html>" + "<div>" * 1_000_000)


@pytest.mark.parametrize("tag", ["div", "b", "font", "span", "o:p"])
def test_tags_nested_deeper_than_any_copy_leaves_them_are_refused(tag: str) -> None:
    assert f"tags nested {DEPTH + 1:,} deep" in refusal("<html>" + FIGURE + f"<{tag}>" * (DEPTH + 1))


def test_a_thousand_tags_left_open_are_read() -> None:
    assert received("<html>" + "<font>" * 1000 + FIGURE) == 3


def test_many_paragraphs_and_cells_left_open_make_no_depth() -> None:
    rows = "<tr><td>一<td>二" * (DEPTH // 2)
    assert received(f"<html><p>开始{'<p>一段<br>' * DEPTH}<ul>{'<li>一条' * DEPTH}</ul><table>{rows}</table>{FIGURE}") == 3


def test_tags_closed_without_having_been_opened_make_no_depth() -> None:
    assert received("<html>" + "</div>" * (DEPTH + 10) + FIGURE) == 3


def test_a_tag_of_thousands_of_attributes_is_refused() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(ATTRIBUTES))
    assert f"a tag with {ATTRIBUTES + 1:,} attributes" in refusal(f"<html><div {attributes}>{FIGURE}")


def test_a_large_picture_within_the_page_is_no_reason_to_refuse_it() -> None:
    assert received(f'<html><img src="data:image/png;base64,{"A" * 3_000_000}">{FIGURE}') == 3


def test_more_text_than_any_report_has_is_refused_in_a_page_and_without_markup() -> None:
    assert f"{TEXT + 1:,} characters of text" in refusal("一" * (TEXT + 1))
    assert "characters of text" in refusal("<html><p>" + "一" * (TEXT + 1))


def test_empty_cells_count_as_text() -> None:
    assert f"{TAGS:,} at most" in refusal("<table>" + "<tr><td>" * TAGS + "</table>")


def test_fifty_megabytes_are_refused_by_their_size() -> None:
    with pytest.raises(NotAReportError) as refused:
        read_bytes(b"<html>" + b" " * 50_000_000, "a.html")
    assert f"larger than {LARGEST['text']} MiB" in refused.value.message.text("en")
    assert LARGEST["text"] * MEBIBYTE < 50_000_000


def test_rows_of_elements_without_words_of_the_form_cost_no_more_than_their_number() -> None:
    # each row began a search of all rows after it: these took a minute
    assert read_text("<html>" + "<div><span>1</span><span>2</span></div>" * 20_000, "a.html").figures == {}
