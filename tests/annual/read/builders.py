"""Small pages for the tests of reading: the form's rows with chosen numbers, as text with bars or as HTML."""

from collections.abc import Iterable, Mapping, Sequence

from annual.generator.form import ARTICLE20, CARRIED_IN, CARRIED_OUT, COLUMNS, CORNER, RECEIVED, REMEDY_COLUMNS, SECTIONS, groups
from gongkai.annual.model import AnnualReport
from gongkai.annual.read import read_text

TITLE = "青石县水利局2023年政府信息公开工作年度报告"
ZEROS = "0 0 0 0 0 0 0"
HEADS = "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"


def table(rows: Iterable[Sequence[str]]) -> str:
    """An HTML table with these cells."""
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


def labels_of_section3(edition: str = "2021", *, single_other: bool = False) -> dict[str, str]:
    """The printed label of every row of section 3 by its code."""
    outcomes = {code: own or group.label for group in groups(edition, single_other=single_other) for code, own in group.rows.items()}
    return {"received": RECEIVED, "carried_in": CARRIED_IN, **outcomes, "carried_out": CARRIED_OUT}


def section3(numbers: Mapping[str, str], edition: str = "2021", *, heads: str = HEADS, single_other: bool = False) -> str:
    """Section 3 with bars: `numbers` are the texts of some rows' cells between blanks, zeros in all other rows."""
    lines = [f"{CORNER} | 申请人情况", heads]
    for code, label in labels_of_section3(edition, single_other=single_other).items():
        lines.append(" | ".join([label, *numbers.get(code, ZEROS).split(" ")]))
    return "\n".join(lines)


def section2(numbers: Mapping[str, str], edition: str = "2021") -> str:
    """Section 2 with bars, zeros where `numbers` says nothing."""
    lines: list[str] = []
    for part in ARTICLE20[edition]:
        lines += [part.title, " | ".join(["信息内容", *(head.replace("\n", "") for head in part.columns.values())])]
        lines += [" | ".join([label, *numbers.get(code, " ".join("0" * len(part.columns))).split(" ")]) for code, label in part.rows.items()]
    return "\n".join(lines)


def section4(numbers: str = " ".join("0" * 15)) -> str:
    """Section 4 with bars: fifteen numbers."""
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return "\n".join(["行政复议 | 行政诉讼", "未经复议直接起诉 | 复议后起诉", " | ".join(heads * 3), " | ".join(numbers.split(" "))])


def whole(two: str = "", three: str = "", four: str = "", edition: str = "2021") -> str:
    """A page of text with all six sections; a table not given is one of zeros."""
    tables = ["", two or section2({}, edition), three or section3({}, edition), four or section4(), "", ""]
    parts = [f"{numeral}、{title}\n{text or '无。'}" for numeral, title, text in zip("一二三四五六", SECTIONS, tables, strict=True)]
    return "\n".join([TITLE, *parts, ""])


def read(text: str) -> AnnualReport:
    return read_text(text, "test")


def codes(report: AnnualReport) -> list[str]:
    """The codes of all warnings."""
    return [doubt.code for doubt in report.warnings]


def row(report: AnnualReport, code: str) -> list[object]:
    """The figures of a row, None where there is none."""
    columns = COLUMNS if code.startswith("applications") else REMEDY_COLUMNS
    return [report.figures.get(f"{code}.{column}") for column in columns]
