"""Marked words are found whatever stands around them, and nothing else is taken for one."""

import pytest

from walk.words import Words


def marked() -> Words:
    words = Words()
    words.word("b", "a title")
    words.number("b", "a telephone", "13955501731")
    return words


@pytest.mark.parametrize(
    "text",
    [
        "qzb000x",
        "<td>qzb000x</td>",
        "/documents/2/xunzhao%20qzb000x.txt",
        '{"title": "xunzhao qzb000x\\n"}',
        "\\u003cp\\u003eqzb000x\\u003c/p\\u003e",
        "draft-qzb000x/",
        "qzb000x@example.org",
    ],
)
def test_a_word_is_found(text: str) -> None:
    assert marked().found(text, {"b"}) == {"b: a title"}


def test_a_number_is_found_as_it_is() -> None:
    assert marked().found("tel:13955501731", {"b"}) == {"b: a telephone"}


@pytest.mark.parametrize("text", ["qza000x", "qzb999x", "QZB000X", "AqZb000xYz", "139****1731"])
def test_what_is_allowed_unknown_or_random_is_no_word(text: str) -> None:
    assert not marked().found(text, {"b"})
