"""What sites did to the text when they copied it, undone: widths, pinyin in brackets, traditional characters, doubled commas.

Cleaning never adds, drops or changes a digit (a property test proves it), and a page that was not garbled passes unchanged.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

import opencc

from gongkai.annual.read.raw import REPLACEMENT, Grid, Line, Page

_ODD = re.compile("[０-９Ａ-Ｚａ-ｚ％＋－．／｜\u2e80-\u2fd5\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff\u3000\xa0\uf900-\ufaff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿêɡ"
_PINYIN = re.compile(rf"[(（]\s*(?:[a-z{_TONES}]\s*){{1,6}}[)）]")
_TONED = re.compile(f"[(（][a-zɡ]*[{_TONES.replace('ɡ', '')}]")
_SYLLABLE = re.compile(
    "[(（](?:[bpmf]|[dtnl]|[gkh]|[jqx]|zh?|ch?|sh?|r|y|w)?"
    "(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|[vü]e?|ue)[)）]"
)
_AFTER_HAN = re.compile(r"(?<=[\u4e00-\u9fff)）])[(（](?:\s*[a-zü]){1,6}\s*[)）]")
_BLANKS = re.compile(r"\s+")
_APART, _NUL = "\x01", "\x00"
FEW = 5
"""A site that adds pinyin, or turns characters, does it everywhere: fewer places than this are the office's own words."""

_TRADITIONAL = re.compile("[開請門號發證務國條縣圖於說總計結構華長機關項復議訴訟報資訊處罰強許與執]")
_TAIWAN = re.compile("資訊公開|規範性檔案|檔案數|網路")

_PUNCTUATION = (
    (re.compile(r"[,，](?:\s?[,，])+"), "，"),
    (re.compile(r"[,，]+(?=[。；;、：:！!？])"), ""),
    (re.compile(r"(?<=[。；;、：！？])[,，]+"), ""),
    (re.compile(r"、{2,}"), "、"),
    (re.compile(r"。{2,}(?!。)"), "。"),
)
_COMMAS = re.compile(r"[,，]\s?[,，]|[,，][。；、：]|[。；、：][,，]|、、")


_RADICALS = dict(
    zip("⺁⺟⺠⺮⺳⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰", "厂母民竹网虎西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙", strict=True)
)
"""Of the CJK Radicals Supplement, those that PDF copies print for whole characters (Unicode, EquivalentUnifiedIdeograph)."""


def _plain(character: str) -> str:
    if character == "\u3000":
        return "  "  # as wide as two, so that aligned columns stay apart
    if character == "\xa0":
        return " "
    if character in "\u2028\u2029":
        return "\n"
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)


def widths(text: str) -> str:
    """Full-width digits and letters to ASCII, radicals to characters, odd blanks to blanks, invisible characters away."""
    if not _ODD.search(text):
        return text
    return _ODD.sub(lambda found: _plain(found[0]), _INVISIBLE.sub("", text))


def _often(pattern: re.Pattern[str], text: str) -> bool:
    return next(islice(pattern.finditer(text), FEW - 1, None), None) is not None


def without_pinyin(text: str) -> str:
    """Pinyin in brackets after characters taken out, with or without tone marks, once or doubled."""
    if _often(_TONED, text):
        # with so much of it, toneless syllables (de, le) are pinyin too
        return _PINYIN.sub("", text)
    candidates = _AFTER_HAN.findall(text)
    if len(candidates) >= FEW and sum(1 for c in candidates if _is_syllable(c)) > len(candidates) * 0.9:
        return _AFTER_HAN.sub(lambda found: "" if _is_syllable(found[0]) else found[0], text)
    return text


def _is_syllable(bracketed: str) -> bool:
    return _SYLLABLE.fullmatch(_BLANKS.sub("", bracketed)) is not None


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def simplified(text: str) -> str:
    """Traditional characters back to simplified ones, Taiwan's words too where the copy uses them for the form's own words."""
    if not _often(_TRADITIONAL, text):
        return text
    if not _TAIWAN.search(text):
        return str(_converter("t2s").convert(text))
    # tw2sp takes 查詢 for the computer term, which the form does not mean
    return str(_converter("tw2sp").convert(text)).replace("行政查找", "行政查询")


def punctuation(text: str) -> str:
    """Doubled and displaced commas set right."""
    if not _COMMAS.search(text):
        return text
    for pattern, replacement in _PUNCTUATION:
        text = pattern.sub(replacement, text)
    return text


def clean(text: str) -> str:
    """The text as the office wrote it, as far as the copy's damage can be undone without guessing."""
    if _NUL in text:  # OpenCC stops reading there
        text = text.replace(_NUL, REPLACEMENT)
    return punctuation(simplified(without_pinyin(widths(text))))


def clean_page(page: Page) -> Page:
    """A page with all its texts cleaned together: how much a site garbled shows only in the whole."""
    texts = [page.title]
    for block in page.blocks:
        if isinstance(block, Line):
            texts.append(block.text)
        else:
            texts.extend(cell for row in block.rows for cell in row)
    joined = _APART.join(texts)
    if joined.count(_APART) >= len(texts):
        joined = _APART.join(text.replace(_APART, REPLACEMENT) for text in texts)
    found = clean(joined)
    if found == joined and REPLACEMENT not in found:
        return page
    cleaned = iter(found.split(_APART))
    title = next(cleaned).strip()
    return Page(tuple(_with_texts(block, cleaned) for block in page.blocks), title, page.doubts)


def _with_texts(block: Line | Grid, texts: Iterator[str]) -> Line | Grid:
    if isinstance(block, Line):
        return Line(next(texts).strip(), block.number, block.sheet)
    return Grid(block.kind, tuple(tuple([next(texts).strip() for _ in row]) for row in block.rows), block.number, block.sheet)
