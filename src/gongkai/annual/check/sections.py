"""The parts of the report: missing, out of order, and what section 1 must speak of.

Titles vary, restart their numbers or are lost in copies, so a part is known by its key words, and sections 2 to 4 by their tables too.
"""

import itertools
import re
from collections.abc import Iterator

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import form_of, known_cells
from gongkai.annual.check.organs import GOVERNMENT, organ_kind
from gongkai.annual.model import AnnualReport, Section
from gongkai.messages import N_, Message
from gongkai.statute.editions import STATUTORY, Edition

# Key words of the titles, tried from the top: 因政府信息公开申请行政复议 is about remedies, not about requests. The number is the
# place in the form; titles of the sections stand in `statute.editions`.
_KEYS: dict[str, tuple[tuple[int, str], ...]] = {
    "statutory": ((4, "复议|诉讼"), (2, "主动公开"), (3, "申请"), (5, "问题|改进"), (1, "总体|概述|概况|基本情况"), (6, "其他|其它|需要(报告|说明)")),
    "legacy": (
        (5, "复议|诉讼"),
        (4, "收费|减免"),
        (2, "主动公开"),
        (3, "申请"),
        (6, "问题|改进|措施"),
        (1, "总体|概述|概况|基本情况"),
        (7, "其他|其它|附表"),
    ),
}
TABLES = {2: "article20.", 3: "applications.", 4: "remedies."}

# Order 492 article 32 names six subjects, not titles: one is missing only where the report has parts at all and no word speaks of it.
_LEGACY_SUBJECTS = {2: "主动公开", 3: "依申请|申请公开", 4: "收费|费用|减免", 5: "复议|诉讼", 6: "问题|不足"}
_LEGACY_ENOUGH = 4

# What section 1 covers since 国办公开办函〔2021〕30号, each with the words that show it; the last three are asked of governments.
_SECTION1_PARTS = ((N_("proactive disclosure"), "主动公开"), (N_("requests"), "申请"), (N_("management of information"), "管理|目录|清理"),
    (N_("platforms"), "平台|网站|新媒体|公众号|微博|专栏"), (N_("supervision and safeguards"), "监督|保障|考核|培训|责任"))  # fmt: skip
_SECTION1_GOVERNMENT = (
    (N_("assessment of the work"), "考核"),
    (N_("social evaluation"), "评议|评价|满意度|评估"),
    (N_("accountability"), "责任追究|追究|问责|责任"),
)


def _bracketed(section: Section) -> bool:
    """（一） numbers a part of a part."""
    return section.number.strip().startswith(("（", "("))


def section_places(report: AnnualReport) -> list[tuple[int, Section]]:
    """The report's sections that are parts of the form, with their place in it, in printed order, each part once."""
    form = form_of(report)
    keys = _KEYS["legacy" if form is not None and form.code not in STATUTORY else "statutory"]
    found: dict[int, Section] = {}
    for section in report.sections:
        place = next((place for place, words in keys if re.search(words, section.title)), None)
        if place is not None and not _bracketed(section):
            found.setdefault(place, section)
    return list(found.items())


def section_text(report: AnnualReport, place: int) -> str | None:
    """The text of the part at `place` of the form; None when the source has no such heading."""
    return next((section.text for found, section in section_places(report) if found == place), None)


def sections_missing(report: AnnualReport) -> Iterator[Finding]:
    """Parts of the form that the report does not have; one finding when the source has no headings at all."""
    form = form_of(report)
    if form is None:
        return
    places = {place for place, _ in section_places(report)}
    missing = _missing(report, form, places) if form.code in STATUTORY else _missing_legacy(report, places)
    titles = tuple(form.sections[place - 1].title for place in missing)
    if places:
        yield from (finding("form.section_missing", title=title) for title in titles)
    elif titles:
        yield finding("form.section_missing", title=titles)


def _missing(report: AnnualReport, form: Edition, places: set[int]) -> list[int]:
    tables = {place for place, prefix in TABLES.items() if any(cell.startswith(prefix) for cell in known_cells(report))}
    return [place for place in range(1, len(form.sections) + 1) if place not in places | tables]


def _missing_legacy(report: AnnualReport, places: set[int]) -> list[int]:
    if len(places) < _LEGACY_ENOUGH:
        return []
    text = "\n".join(f"{section.title}\n{section.text}" for section in report.sections)
    return [place for place, words in _LEGACY_SUBJECTS.items() if place not in places and not re.search(words, text)]


def sections_order(report: AnnualReport) -> Iterator[Finding]:
    """Each part of the statutory form that stands after a part that should follow it."""
    form = form_of(report)
    if form is None or form.code not in STATUTORY:
        return
    places = [place for place, _ in section_places(report)]
    for before, place in itertools.pairwise(places):
        if place < before:
            yield finding("form.section_order", title=form.sections[place - 1].title, after=form.sections[before - 1].title)


def section1_parts(report: AnnualReport) -> Iterator[Finding]:
    """The subjects that the current form wants in section 1 and that no word of it speaks of."""
    form = form_of(report)
    text = section_text(report, 1)
    if form is None or form.code != "2021" or not text:
        return
    wanted = _SECTION1_PARTS + (_SECTION1_GOVERNMENT if organ_kind(report.organ).due == GOVERNMENT else ())
    yield from (finding("form.section1_part", title=Message(title)) for title, words in wanted if not re.search(words, text))
