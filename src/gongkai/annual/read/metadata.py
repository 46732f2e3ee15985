"""What the page says of itself: title, organ, year, index number, dates, publisher; as printed, never inferred from the file name."""

import re
from collections import Counter
from collections.abc import Iterator

from gongkai.annual.read import values
from gongkai.annual.read.raw import Grid, Page

KEYS = {
    "index_number": "索引号|信息索引号|索引编号",
    "document_number": "文号|发文字号|文件编号|发文号",
    "publisher": "发布机构|发布单位|公开主体|发布部门|发文机关|发文机构|公开单位",
    "created": "成文日期|生成日期|制发日期|发文日期|成文时间",
    "published": "发布日期|发布时间|公开日期|公开时间|发表时间|日期|时间",
    "source": "信息来源|文章来源|来源",
}
_KEY_OF = {word: key for key, words in KEYS.items() for word in words.split("|")}
_BARE = re.compile(r"[\s:：]+")
_INLINE = re.compile(
    r"(?<![\u4e00-\u9fff])(" + "|".join(sorted(("\\s*".join(word) for word in _KEY_OF), key=len, reverse=True)) + r")\s*[:：]\s*(.*?)"
    r"(?=\s{2,}|\s+[\u4e00-\u9fff]{2,6}\s*[:：]|[|，。]|$)"
)
_YEAR = r"((?:19|20)\d{2}|二[〇○零oO]?[〇○零一二三四五六七八九oO]{2,3})\s*年\s*(?:度)?"
_TITLE = re.compile(rf"{_YEAR}.{{0,60}}?(?:政府信息公开|政务公开|信息公开|政府信息).{{0,16}}?(?:年度报告|年报|报告|工作情况|落实情况|总结|情况)")
_DATED = re.compile(r"((?:19|20)\d{2})")
_YEAR_IN = re.compile(_YEAR)
_BREADCRUMB = re.compile("当前位置|所在位置|首页|>|》.*》")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()、]{1,40}?(?:局|委员会|委|办公室|办|政府|厅|部|院|署|中心|管委会|街道|支队|总队|大队|系统|队|站|校|所|会|区|县|市|镇|乡)"
)
_TOWNSHIP = re.compile("[\u4e00-\u9fff]{2}[镇乡县]")
_DATE_LINE = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_PERIOD = re.compile(
    r"(?:期限|时限|统计时间|统计数据|数据|期间)[^。；]{0,16}?(?:自|从|为|是)\s{0,9}"
    r"((?:19|20)\d{2}[\d年月日.\-/\s]{0,30}?)\s{0,9}(?:起)?\s{0,9}(?:至|到|—+|－|~|-)\s*"
    r"((?:(?:19|20)\d{2})?[\d年月日.\-/\s]{0,30}\d日?)"
)
"""Bounded, because the blanks of a hostile page fit several of its parts."""
_TEXT_YEAR = re.compile(r"((?:19|20)\d{2})年")
LONGEST_TITLE = 90
_CHINESE_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "0000" + "0123456789"[0:1] + "123456789")


def fields(page: Page, lines: list[str], used: set[int]) -> dict[str, str]:
    """The metadata printed around the report, by our keys, each as found first."""
    found: dict[str, str] = {}
    for key, value in (*_from_grids(page, used), *_from_lines(lines)):
        if value and len(value) <= LONGEST_TITLE:
            found.setdefault(key, value)
    return found


def _key(text: str) -> str:
    return _KEY_OF.get(_BARE.sub("", text), "") if len(text) <= 12 else ""  # noqa: PLR2004 - 信息索引号 with blanks between


def _from_grids(page: Page, used: set[int]) -> Iterator[tuple[str, str]]:
    for index, block in enumerate(page.blocks):
        if not isinstance(block, Grid) or index in used:
            continue
        for row, cells in enumerate(block.rows):
            below = block.rows[row + 1] if row + 1 < len(block.rows) else ()
            yield from _from_row(cells, below)


def _from_row(cells: tuple[str, ...], below: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    keys = [_key(cell) for cell in cells]
    heads = sum(map(bool, keys)) > 1 and not any(_key(cell) for cell in below) and not any(c.rstrip().endswith((":", "：")) for c in cells)
    for column, key in enumerate(keys):
        following = cells[column + 1] if column + 1 < len(cells) else ""
        if key and following and not _key(following) and not heads:
            yield key, following
        elif key and heads and column < len(below):
            yield key, below[column]
        elif not key:
            yield from _from_lines([cells[column]])


def _from_lines(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        for match in _INLINE.finditer(line):
            yield _KEY_OF[re.sub(r"\s", "", match[1])], match[2].strip()


def period(text: str) -> dict[str, str]:
    """The statistics period that the text names, as printed."""
    match = _PERIOD.search(text)
    return {"period_start": match[1].strip(), "period_end": match[2].strip()} if match else {}


def title(page: Page, lines: list[str]) -> str | None:
    """The report's title: the first line that has a year, the words for open information, and the words for a report."""
    printed = [*lines, *(cell for block in page.blocks if isinstance(block, Grid) for row in block.rows[:3] for cell in row)]
    whole = [*printed, *re.split(r"\s*[-_|–—]\s*", page.title)]
    for line in whole:
        if (
            len(line) <= LONGEST_TITLE
            and _TITLE.search(line)
            and not _BREADCRUMB.search(line)
            and not line.rstrip().endswith(("。", "，", "；", ":", "："))
        ):
            return re.sub(r"\s+", "", line)
    return None


def _year_in(text: str) -> re.Match[str]:
    """The year in a title, which has one."""
    match = _YEAR_IN.search(text)
    assert match, text  # noqa: S101 - _TITLE begins with a year
    return match


def year_of_title(text: str) -> int | None:
    """The year that a title speaks of; None where it is misprinted."""
    digits = _year_in(text)[1].translate(_CHINESE_DIGITS)
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None  # noqa: PLR2004 - a year


def year_of_text(text: str, found: dict[str, str]) -> int | None:
    """The year of a report without title: the one that the text speaks of most.

    With a date on the page it is the year before that, and only where the text opens with it or speaks of it most.
    """
    years = [int(year) for year in _TEXT_YEAR.findall(text)]
    common = Counter(years).most_common(2)
    dated = [int(match[1]) for key in ("created", "published") if (match := _DATED.search(found.get(key, "")))]
    if dated:
        return next((year for year in (years[:1] + [year for year, _ in common[:1]]) if year == dated[0] - 1), None)
    return common[0][0] if common and (len(common) == 1 or common[0][1] > common[1][1]) else None


def organ_of_title(text: str) -> str:
    """The organ that a title names, before the year or after it; empty when it names none."""
    match = _year_in(text)
    before = re.sub(r"^关于|(?:关于|的)$", "", text[: match.start()].strip("：:，,、-—（( "))
    if len(before) > len("市政府") or _TOWNSHIP.fullmatch(before):
        return before
    after = re.split("政府信息公开|政务公开|信息公开|政府信息", text[match.end() :])[0].strip("度的：:，, ")
    return after if _ORGAN.fullmatch(after) else ""


def organ(page_title: str | None, lines: list[str], found: dict[str, str]) -> str | None:
    """The reporting organ: from the title, the line above it, the publisher, or the signature above the date at the end."""
    if page_title and (named := organ_of_title(page_title)):
        return named
    bare = [re.sub(r"\s+", "", line) for line in lines]
    if page_title in bare and (index := bare.index(page_title)) and _ORGAN.fullmatch(bare[index - 1]):
        return bare[index - 1]
    if publisher := found.get("publisher"):
        return publisher
    return signature(bare)[0]


def signature(lines: list[str]) -> tuple[str | None, str | None]:
    """The organ and the date that close the report, as far as they stand there."""
    for index in range(len(lines) - 1, -1, -1):
        if _DATE_LINE.fullmatch(re.sub(r"\s+", "", lines[index])):
            named = lines[index - 1] if index else ""
            return (named if len(named) >= 4 and _ORGAN.fullmatch(named) else None), lines[index]  # noqa: PLR2004 - an organ's name
    return None, None


def is_metadata(block: Grid) -> bool:
    """Whether a table only tells what the page is (索引号, 发布机构 ...)."""
    keys = sum(1 for row in block.rows for cell in row if _key(cell) or _INLINE.search(cell))
    numbers = sum(1 for row in block.rows for cell in row if values.parse(cell))
    return keys > 0 and numbers <= keys
