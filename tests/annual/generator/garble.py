"""What sites and copies do to a page: script, punctuation, spaces, words around. No garbler changes a number's value."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from opencc import OpenCC

from annual.generator.page import Cell, Page, Rewrite, Row, Table, between, rewrite
from annual.generator.printing import FULL_WIDTH

Change = Callable[[Page, Random], Page]


@dataclass(frozen=True)
class Garbler:
    """A change of the page; what of the report can still be asserted exactly when it is applied."""

    change: Change
    loses_cells: bool = False
    keeps_text: bool = True
    keeps_script: bool = False


def _same(text: str) -> str:
    return text


def _words(word: Rewrite) -> Change:
    """A garbler of every word on the page, the numbers in cells left alone."""
    return lambda page, _rng: rewrite(page, labels=word, figures=_same, prose=word)


def _everything(word: Rewrite) -> Change:
    return lambda page, _rng: rewrite(page, labels=word, figures=word, prose=word)


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def traditional(text: str) -> str:
    return str(_converter("s2t").convert(text))


def over_converted(text: str) -> str:
    """Traditional with the characters that a converter without words gets wrong."""
    return traditional(text).translate(str.maketrans("制只", "製隻"))


@cache
def taiwan(text: str) -> str:
    return str(_converter("s2twp").convert(text)).replace("文件", "檔案")


PINYIN = {
    "當": "dāng", "發": "fā", "機": "jī", "構": "gòu", "關": "guān", "開": "kāi", "申": "shēn", "請": "qǐng", "數": "shù", "辦": "bàn",
    "業": "yè", "務": "wù", "項": "xiàng", "類": "lèi", "報": "bào", "復": "fù", "議": "yì", "訴": "sù", "訟": "sòng", "總": "zǒng",
    "計": "jì", "結": "jié", "轉": "zhuǎn", "續": "xù", "處": "chù", "許": "xǔ", "強": "qiáng", "罰": "fá", "規": "guī", "範": "fàn",
    "製": "zhì", "購": "gòu", "額": "é", "屬": "shǔ", "國": "guó", "穩": "wěn", "護": "hù", "權": "quán", "過": "guò", "執": "zhí",
    "詢": "xún", "無": "wú", "現": "xiàn", "補": "bǔ", "內": "nèi", "確": "què", "認": "rèn", "對": "duì", "證": "zhèng", "據": "jù",
    "會": "huì", "組": "zǔ", "織": "zhī", "個": "gè", "縣": "xiàn", "監": "jiān", "號": "hào", "條": "tiáo", "時": "shí", "間": "jiān",
    "糾": "jiū", "維": "wéi", "審": "shěn", "問": "wèn", "題": "tí", "進": "jìn", "舉": "jǔ", "獲": "huò", "於": "yú", "與": "yǔ",
}  # fmt: skip
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")
_WITH_PINYIN = re.compile("[" + "".join(PINYIN) + "]")


def pinyin(text: str) -> str:
    """Traditional with the reading in brackets after some characters, as one copying site does."""
    return _WITH_PINYIN.sub(lambda found: f"{found[0]}({PINYIN[found[0]]})", traditional(text))


def pinyin_plain(text: str) -> str:
    """The reading without tone marks in full-width brackets."""
    return _WITH_PINYIN.sub(lambda found: f"{found[0]}（{PINYIN[found[0]].translate(_TONES)}）", traditional(text))


def pinyin_doubled(text: str) -> str:
    return _WITH_PINYIN.sub(lambda found: f"{found[0]}({PINYIN[found[0]]})({PINYIN[found[0]]})", traditional(text))


def doubled_commas(text: str) -> str:
    """“,,” for every comma, “,。” for every full stop, a comma before every enumeration comma."""
    return re.sub(r"(?<!\d)，(?!\d)|(?<=\d)，(?!\d)", ",,", text).replace("。", ",。").replace("、", ",、")


def taizhou(text: str) -> str:
    """What one real copy shows together: traditional, pinyin, doubled commas."""
    return doubled_commas(pinyin(text))


def half_width(text: str) -> str:
    return text.translate(str.maketrans("（），：；", "(),:;"))


def lost_brackets(text: str) -> str:
    return re.sub(r"[（）()]", "", text)


def emptied_brackets(text: str) -> str:
    """“()主动公开” for “（一）主动公开”."""
    return re.sub(r"（[一二三四五六七八九]）", "()", text)


def full_width_digits(text: str) -> str:
    return re.sub(r"(\d)\.(?!\d)", r"\1．", text).translate({key: value for key, value in FULL_WIDTH.items() if chr(key).isdigit()})


def list_commas(text: str) -> str:
    """“1、” for “1.”."""
    return re.sub(r"^(\d)\.(?=\D)", r"\1、", text)


def circled(text: str) -> str:
    """“①” for “1.”."""
    return re.sub(r"^([1-8])\.(?=\D)", lambda found: chr(ord("①") + int(found[1]) - 1), text)


def invisible(text: str) -> str:
    """Zero-width spaces and joiners inside words and numbers."""
    return re.sub(r"(?<=\w)(?=\w)", "\u200b", text[:6]) + "\u200d" + re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", "\u2060", text[6:])


def hard_spaces(text: str) -> str:
    """A non-breaking space around the words and inside labels."""
    return text if text.isascii() else around(re.sub(r"(?<=^.{4})(?=.)", "\u00a0", text, count=1))


def around(text: str) -> str:
    return f"\u00a0{text}\u00a0" if text else text


MISPRINTS: Mapping[str, str] = {
    "行政规范性文件": "规范性文件",
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "行政事业性收费": "行政事业型收费",
    "本年制发件数": "本年发件",
    "现行有效件数": "现行有效件",
    "本年增/减": "本年增/",
    "四、政府信息公开行政复议、行政诉讼情况": "四、政府信息公开行政法复议、行政诉讼情况",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期未缴费",
}


def misprinted(text: str) -> str:
    return MISPRINTS.get(text, text)


def lost_characters(page: Page, rng: Random) -> Page:
    """One character of every third label and of every paragraph is a “?”."""

    def lose(text: str) -> str:
        letters = [index for index, char in enumerate(text) if "\u4e00" <= char <= "\u9fff"]
        if len(letters) < 4 or rng.random() > 0.34:
            return text
        index = rng.choice(letters)
        return f"{text[:index]}?{text[index + 1 :]}"

    return rewrite(page, labels=lose, figures=_same, prose=lose)


MENU = ("首页", "政务公开", "行政许可", "行政处罚 12", "行政强制", "行政事业性收费", "规章", "规范性文件", "依申请公开", "总计 3", "政府信息公开年报")
SHARE = ("【打印本页】", "【字体：大 中 小】", "分享到：微信 微博", "扫一扫在手机打开当前页", "网站地图 | 联系我们", "浏览次数：1024")


def surrounded(page: Page, _rng: Random) -> Page:
    """A menu with the row labels before the report, share words after it."""
    return replace(page, before=MENU, after=SHARE)


def watermarked(page: Page, _rng: Random) -> Page:
    return between(page, "政府信息公开平台")


EXPLAINED = {
    "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数量（例：收到12件就填12）",
    "1.属于国家秘密": "1.属于国家秘密（如2020年第5号通报）",
    "行政许可": "行政许可（例：办结30件填30）",
}


def explained(text: str) -> str:
    """A place's own explanations with example numbers inside labels."""
    return EXPLAINED.get(text, text)


EXTRA_ROWS = {"行政规范性文件": ("其他主动公开文件",), "规范性文件": ("其他主动公开文件",), "其他对外管理服务事项": ("行政检查", "行政确认")}


def extra_rows(page: Page, rng: Random) -> Page:
    """A place's own rows between those of the form."""

    def extended(table: Table) -> Iterator[Row]:
        for row in table.rows:
            yield row
            for label in EXTRA_ROWS.get(row[0].text, ()):
                # the numbers stand in no cell of the form
                yield (Cell(label), *(replace(cell, text=str(rng.randint(1, 99)), code="extra") for cell in row[1:]))

    return replace(page, blocks=tuple(replace(b, rows=tuple(extended(b))) if isinstance(b, Table) else b for b in page.blocks))


def headless(page: Page, _rng: Random) -> Page:
    """No title, no facts: what is left when only the article's body is captured."""
    return replace(page, title="", facts=())


GARBLERS: Mapping[str, Garbler] = {
    "none": Garbler(lambda page, _rng: page, keeps_script=True),
    "traditional": Garbler(_words(traditional)),
    "over-converted": Garbler(_words(over_converted)),
    "Taiwan words": Garbler(_words(taiwan), keeps_text=False),
    "pinyin": Garbler(_words(pinyin)),
    "pinyin without tones": Garbler(_words(pinyin_plain)),
    "pinyin doubled": Garbler(_words(pinyin_doubled)),
    "doubled commas": Garbler(_words(doubled_commas)),
    "pinyin and commas": Garbler(_words(taizhou)),
    "half-width brackets": Garbler(_words(half_width), keeps_script=True),
    "lost brackets": Garbler(_words(lost_brackets), keeps_text=False),
    "emptied brackets": Garbler(_words(emptied_brackets), keeps_text=False),
    "full-width digits": Garbler(_everything(full_width_digits), keeps_text=False),
    "list commas": Garbler(_words(list_commas), keeps_script=True),
    "circled list numbers": Garbler(_words(circled), keeps_script=True),
    "invisible characters": Garbler(_everything(invisible), keeps_text=False),
    "hard spaces": Garbler(lambda page, _rng: rewrite(page, labels=hard_spaces, figures=around, prose=hard_spaces), keeps_text=False),
    "misprints": Garbler(_words(misprinted)),
    "lost characters": Garbler(lost_characters, loses_cells=True, keeps_text=False),
    "menu and share words": Garbler(surrounded, keeps_script=True),
    "explained labels": Garbler(_words(explained), keeps_script=True),
    "extra rows": Garbler(extra_rows, keeps_script=True),
    "watermark": Garbler(watermarked, keeps_script=True),
}
