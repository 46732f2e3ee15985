"""Words that every report prints and nobody wrote: they are neither repeated nor new, so repetition leaves them out.

They are the names of the law and of the notices on the form, the report's own name, the sentence on the statistics period, the headings of
the form and of the subjects that it wants covered, words of its tables that stand alone on a line, and the organ's own name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gongkai.statute import legacy
from gongkai.statute.editions import article20_columns, editions, furniture, labels

_IN_SENTENCES = (
    r"《[^《》\n]{0,60}(?:政府信息公开|政务公开)[^《》\n]{0,60}》",  # the Regulation and the notices on the form, by their full names
    r"(?:中华人民共和国)?政府信息公开条例",
    r"《条例》",
    r"[（(]?(?:国办公开办函|国办函|国办发|国务院令)第?[ ]?(?:[〔\[［（(]\d{4}[〕\]］）)])?[ ]?第?\d{1,4}号[）)]?",
    r"(?:\d{4}年度?)?政府信息公开(?:工作)?年度报告",
    r"(?:本(?:年度)?报告)?中?所?列?数据的?统计(?:期限|时间)[^。；;，,\n]{0,60}",
)

# What section 1 covers, as headings inside its text: （二）依申请公开情况。
_SUBJECTS = (
    "主动公开", "主动公开政府信息", "依申请公开", "依申请公开政府信息", "政府信息管理", "政府信息公开平台建设", "平台建设",
    "监督保障", "政府信息公开监督保障", "存在的主要问题", "存在的问题", "主要问题", "改进措施", "改进情况", "下一步改进措施",
)  # fmt: skip
_NUMBER = r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?[、.．,，]?"
_LINE = re.compile(r"[^\n]+")
_NOT_WORDS = re.compile(r"[\W\d_]+")


@cache
def _titles() -> tuple[str, ...]:
    """The titles of the form's parts, printed and bare, and the subjects of section 1, longest first."""
    titles = {title for edition in editions().values() for part in edition.sections for title in (part.title, *part.variants)}
    return tuple(sorted(titles | set(_SUBJECTS), key=len, reverse=True))


@cache
def _fixed() -> str:
    """The pattern of what is boilerplate in every report."""
    heading = rf"^[ \u3000]{{0,8}}(?:{_NUMBER})?[ ]?(?:{'|'.join(map(re.escape, _titles()))})(?:工作)?(?:的?情况|方面)?[ ]?(?=[。：:，,；;\n]|$)"
    return "|".join((heading, *_IN_SENTENCES))


@cache
def _table_words() -> frozenset[str]:
    """Every label of the form's tables without digits and punctuation."""
    printed = [word for edition in editions().values() for row in edition.rows for word in (row.label, *row.variants)]
    heads = [*labels("applicants"), *labels("remedy_results"), *(label for label, _ in article20_columns()), *legacy.headings()]
    printed += [word for label in heads for word in (label.label, *label.variants)]
    printed += [word for item in legacy.items() for word in (item.label, *item.variants)]
    return frozenset(_NOT_WORDS.sub("", word) for word in (*printed, *furniture()))


def boilerplate(text: str, organs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where `text` is boilerplate, as pairs of start and end; `organs` are the names of the organs that report."""
    names = [re.escape(name) for name in sorted(organs, key=len, reverse=True)]
    yield from (found.span() for found in re.finditer("|".join((_fixed(), *names)), text, flags=re.MULTILINE))
    yield from (line.span() for line in _LINE.finditer(text) if _NOT_WORDS.sub("", line[0]) in _table_words())
