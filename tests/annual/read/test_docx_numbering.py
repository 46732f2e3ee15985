"""The numbers that Word makes of lists and headings are read as Word prints them."""

import pytest

from annual.read.office import lines, p


def level(number: int, style: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(*levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>{more}'


def item(text: str, depth: int = 0, instance: int = 5) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{instance}"/></w:numPr>')


def test_sections_are_numbered_as_word_numbers_them() -> None:
    lists = numbering(level(0, "chineseCounting", "%1、"), level(1, "chineseCountingThousand", "（%2）"), level(2, "decimal", "%3."))
    body = (
        item("总体情况") + item("主动公开", 1) + item("依申请公开", 1) + item("甲", 2) + item("主动公开政府信息情况") + item("乙", 1) + item("丙", 2)
    )
    assert lines(body, numbering=lists) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1.甲",
        "二、主动公开政府信息情况",
        "（一）乙",
        "1.丙",
    ]


def test_numbers_come_from_styles_too_each_from_its_level() -> None:
    lists = numbering(
        level(0, "japaneseCounting", "%1、", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/><w:isLgl/>')
    )
    number = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles = "".join(f'<w:style w:styleId="{style}">{number}</w:style>' for style in ("H1", "H2"))
    styles += '<w:style w:styleId="H3"><w:basedOn w:val="H1"/></w:style>'
    body = "".join(p(text, f'<w:pStyle w:val="{style}"/>') for text, style in (("甲", "H1"), ("乙", "H2"), ("丙", "H3")))
    body += p("丁", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>') + p("戊", '<w:pStyle w:val="H1"/><w:numPr/>')
    assert lines(body, numbering=lists, styles=styles) == ["一、甲", "1.1 乙", "二、丙", "丁", "三、戊"]


def test_a_list_that_is_named_by_a_style_is_that_list() -> None:
    linked = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
    lost = '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="none"/></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    styles = '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    body = item("甲", 0, 6) + item("乙", 0, 7) + item("丙", 0, 8) + item("丁", 12)
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."), more=linked + lost), styles=styles) == ["1.甲", "乙", "丙", "丁"]


def test_a_list_begins_anew_where_it_is_told_to() -> None:
    again = '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    own = f'<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride></w:num>'
    body = item("甲") + item("乙") + item("丙", 0, 6) + item("丁", 0, 6) + item("戊", 0, 7)
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."), more=again + own)) == ["1.甲", "2.乙", "1.丙", "2.丁", "III.戊"]


def test_a_level_can_go_on_counting_below_another_number() -> None:
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>'))
    assert lines(item("甲") + item("乙", 1) + item("丙") + item("丁", 1), numbering=lists) == ["1.甲", "(1)乙", "2.丙", "(2)丁"]


def test_a_deleted_or_hidden_empty_paragraph_takes_no_number() -> None:
    gone = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr><w:rPr><w:{}/></w:rPr></w:pPr></w:p>"
    body = item("甲") + gone.format("del") + gone.format("vanish") + item("乙")
    assert lines(body, numbering=numbering(level(0, "decimal", "%1、"))) == ["1、甲", "2、乙"]


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"), ("chineseCounting", 20, "二十"), ("chineseCounting", 105, "一百零五"),
        ("chineseCounting", 0, "•"), ("chineseCounting", 110, "一百一十"), ("chineseCounting", 1001, "一千零一"),
        ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 10, "一〇"), ("ideographDigital", 0, "〇"),
        ("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircle", 21, "21"), ("decimalEnclosedFullstop", 2, "⒉"), ("decimalEnclosedParen", 2, "⑵"),
        ("ideographEnclosedCircle", 2, "㊁"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 3, "03"), ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 3, "寅"), ("lowerLetter", 28, "bb"), ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"), ("lowerRoman", 0, "•"), ("lowerLetter", 0, "•"),
        ("ideographTraditional", 0, "•"), ("bullet", 1, ""), ("none", 1, ""), ("thaiNumbers", 1, "•"),
    ],
)  # fmt: skip
def test_a_number_is_written_in_the_style_of_its_list(style: str, number: int, printed: str) -> None:
    start = level(0, style, "%1、").replace('w:start w:val="1"', f'w:start w:val="{number}"')
    assert lines(item("甲"), numbering=numbering(start)) == [f"{printed}、甲"]


def test_damaged_numbering_numbers_nothing() -> None:
    lists = numbering('<w:lvl w:ilvl="x"><w:lvlText w:val="%2、"/></w:lvl>')
    assert lines(item("甲") + item("乙", 3), numbering=lists) == ["1、甲", "乙"]
