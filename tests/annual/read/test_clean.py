"""What sites did to a copy is undone, no digit ever changes, and what was not garbled passes as it is."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.annual.read.clean import clean, clean_page, punctuation, simplified, widths, without_pinyin
from gongkai.annual.read.raw import Grid, Line, Page

OURS = """青石县水利局2023年政府信息公开工作年度报告

本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自2023年1月1日至2023年12月31日。
一、总体情况
（一）主动公开。全年发布信息1,204条，其中网站（含手机版）1,010条、微信公众号（APP端）194条。
（二）依申请公开。收到申请12件，办结率100%；上年结转1件。
1.开展培训3次(线上1次)。
2.我局加入“一网通办”(WTO咨询点由商务局设立)，详见(see)附件；
行政许可 | 35 | -2 | 4,187
政府集中采购 | 3 | 36521.44
无……
"""

PIECES = st.sampled_from(
    [
        "政府信息公开", "申请", "總計", "強製執行", "隻計", "資訊公開", "規範性檔案", "網路", "查詢", "開門發證縣圖於說", "機關復議訴訟處罰許與",
        "(kāi)", "（zhèng）", "(de)", "(le)", "（shi）", "(jī)(jī)", "(ji\ng)", "(APP)", "(WTO)", "(see)", "(a1)", "(12)",
        "0", "1", "9", "1,234", "36521.44", "１２３", "，，", ",,", "，。", "。，", "、、", "；,", "。。", ", ,", "－", "＋７",
        "①", "⑨", "⑳", "㈠", "²", "½", "٣", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u3000", "\xa0", "\u2028", "\u202e",
        "<td>", "</p>", "<br>", "&nbsp;", "|", " ", "\n", "\t", "?", "⼀", "⻓", "\uf9dd", "一二〇", "5(五)", "2（èr）",
    ]
)  # fmt: skip
GARBLED = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join)


def digits(text: str) -> list[int]:
    """The values of all decimal digits, however wide."""
    return [unicodedata.decimal(character) for character in text if character.isdecimal()]


@given(GARBLED)
@example("(kāi)" * 6 + "１,,２")
@example("(de1)(de)" * 6)
@example("一(yī)1,,2，，3。，4(sì)5(wǔ)6(liù)7(qī)８")
def test_cleaning_never_changes_a_digit(text: str) -> None:
    assert digits(clean(text)) == digits(text)


@given(GARBLED)
def test_no_step_of_cleaning_changes_a_digit(text: str) -> None:
    for step in (widths, without_pinyin, simplified, punctuation):
        assert digits(step(text)) == digits(text)


@given(st.lists(st.sampled_from(OURS.splitlines()), max_size=12).map("\n".join))
def test_a_page_that_was_not_garbled_passes_unchanged(text: str) -> None:
    assert clean(text) == text


def test_full_width_forms_alone_change_to_plain_ones() -> None:
    assert clean("收到１２件，占３０％，Ａ４纸，增＋１减－２，３．５万／年") == "收到12件，占30%，A4纸，增+1减-2，3.5万/年"
    assert clean("一\u3000二\xa0三") == "一  二 三"
    assert clean("总\u200b计\ufeff1\u00ad2") == "总计12"
    assert clean("⼀年⾏政⽂件") == "一年行政文件"  # radicals of the Kangxi block, as PDF copies have them
    assert clean("上一行\u2028下一行\u2029再下一行") == "上一行\n下一行\n再下一行"
    assert clean("①公开②答复") == "①公开②答复"  # a list number is not a digit of the text


def test_radicals_of_the_supplement_become_characters_too() -> None:
    assert clean("部⻔、县⻓、⻚面、⻋辆") == "部门、县长、页面、车辆"


PINYIN = [
    ("政(zhèng)府(fǔ)信(xìn)息(xī)公(gōng)開", "政府信息公開"),
    ("政（zhèng）府（fǔ）信（xìn）息（xī）公（gōng）开（kāi）的（de）了（le）", "政府信息公开的了"),
    ("政(zhèng)(zhèng)府(fǔ)(fǔ)信(xìn)(xìn)息", "政府信息"),
    ("收(shōu)到(dào)申(shēn)请(qǐng)数(shù)，政(zhè\nng)府(f\nǔ)信(xì n)息( xī )公(gōng\n)开", "收到申请数，政府信息公开"),
    ("政(zheng)府(fu)信(xin)息(xi)公(gong)开(kai)申(shen)请(qing)", "政府信息公开申请"),
    ("政（zheng）府（fu）信（xin）息（xi）公（gong）开（kai）12件（jian）", "政府信息公开12件"),
    ("政(zheng)(zheng)府(fu)(fu)信(xin)(xin)息", "政府信息"),
    ("绿(lǜ)女(nǚ)略(lüè)政(zhèng)府(fǔ)儿(ér)", "绿女略政府儿"),
    ("機(jī)關(guān)總(zǒng)計(jì)縣(xiàn)處(chù)罰(fá)2(èr)件", "机关总计县处罚2件"),
]


@pytest.mark.parametrize(("garbled", "text"), PINYIN)
def test_pinyin_in_brackets_is_taken_out(garbled: str, text: str) -> None:
    assert clean(garbled) == text


@pytest.mark.parametrize(
    "text",
    [
        "微信小程序(APP)、世贸组织(WTO)、信息公开平台（OA）、政务服务(PC)端、电子政务(CA)、邮箱(EMS)、身份证(ID)",
        "表(a)、表(b)、表(c)、表(d)、表(e)、表(f)、附件(x)、附件(see)、附件(test)、附件(web)、附件(http)",
        "附件（see）、手册（guide）、网站（web）、说明（note）、平台（cloud）、程序（app）",
        "公开(gong)一次、开(kai)一次",  # fewer than five: the office's own words
        "收到申请12件(其中3件重复)、办结9件(含上年1件)",
    ],
)
def test_words_in_brackets_that_are_no_pinyin_are_kept(text: str) -> None:
    assert clean(text) == text


def test_words_in_brackets_among_pinyin_are_kept() -> None:
    assert clean("政(zhèng)府(fǔ)信(xìn)息(xī)公(gōng)开(kāi)(APP)、世(shì)贸(WTO)、12(3)件") == "政府信息公开(APP)、世贸(WTO)、12(3)件"
    toneless = "政(zheng)府(fu)信(xin)息(xi)公(gong)开(kai)申(shen)请(qing)情(qing)况(kuang)如(ru)下(xia)"
    assert clean(toneless + "、网(web)") == "政府信息公开申请情况如下、网(web)"


TRADITIONAL = [
    ("本年新收政府信息公開申請數量、總計、縣級機關復議訴訟", "本年新收政府信息公开申请数量、总计、县级机关复议诉讼"),
    ("行政強製、隻計這一情形，總計、機關、縣、發證、開門", "行政强制、只计这一情形，总计、机关、县、发证、开门"),
    ("行政規範性檔案，政府資訊公開申請數量，行政機關、總計、縣、處罰", "行政规范性文件，政府信息公开申请数量，行政机关、总计、县、处罚"),
    ("屬於行政查詢事項，政府資訊公開，機關、總計、縣、處罰、復議", "属于行政查询事项，政府信息公开，机关、总计、县、处罚、复议"),
    ("網路公開，縣、機關、總計、處罰、復議", "网络公开，县、机关、总计、处罚、复议"),
]


@pytest.mark.parametrize(("garbled", "text"), TRADITIONAL)
def test_traditional_characters_and_taiwans_words_are_turned_back(garbled: str, text: str) -> None:
    assert clean(garbled) == text


@pytest.mark.parametrize("text", ["龍門縣水利局", "老字號“開門紅”", "書法展覽（國畫）"])
def test_a_few_traditional_characters_are_the_offices_own(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("garbled", "text"),
    [
        ("2023年,,我局", "2023年，我局"),
        ("2023年，，我局", "2023年，我局"),
        ("2023年, ,我局", "2023年，我局"),
        ("发布信息2857条,。其中", "发布信息2857条。其中"),
        ("发布信息2857条。,其中", "发布信息2857条。其中"),
        ("网站,、微信、,媒体", "网站、微信、媒体"),
        ("三,、本年度办理结果", "三、本年度办理结果"),
        ("一，、二，：三", "一、二：三"),
        ("一、、二", "一、二"),
        ("要求,，；二是", "要求；二是"),
        ("共12,，345条", "共12，345条"),  # two commas between digits: one stays, the digits stay
        ("1,234条", "1,234条"),
        ("1,234,567条", "1,234,567条"),
    ],
)
def test_doubled_and_displaced_commas_are_set_right(garbled: str, text: str) -> None:
    assert clean(garbled) == text


def test_dots_of_omission_are_kept() -> None:
    assert clean("公开……等，，等") == "公开……等，等"


def test_how_much_is_garbled_is_told_by_the_whole_page() -> None:
    # one syllable a cell: few in each, many on the page
    page = Page(
        (Line("政(zheng)府", 1), Grid("cell", (("信(xin)息", "公(gong)开 "), ("申(shen)请", "12")), 1), Line(" 总(zong)计", 2)), "年(nian)报 "
    )
    cleaned = clean_page(page)
    assert cleaned.title == "年报"
    assert cleaned.blocks == (Line("政府", 1), Grid("cell", (("信息", "公开"), ("申请", "12")), 1), Line("总计", 2))


def test_a_stray_control_character_cuts_nothing_off() -> None:
    assert digits(clean("資訊公開：總計、機關、縣、處罰、復議\x0012件\x01３件")) == [1, 2, 3]
    assert digits(clean("公開：總計、機關、縣、處罰、復議\x0012件\x01３件")) == [1, 2, 3]


@given(st.lists(GARBLED, min_size=3, max_size=6))
@example(["3", "1\x01", "0"])
@example(["總計資訊公開\x00", "", "7"])
def test_no_text_moves_to_another_cell(texts: list[str]) -> None:
    page = Page((Grid("cell", (tuple(texts),), 1),))
    (grid,) = clean_page(page).blocks
    assert isinstance(grid, Grid)
    assert [digits(cell) for cell in grid.rows[0]] == [digits(text) for text in texts]
