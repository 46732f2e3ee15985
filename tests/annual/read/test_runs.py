"""Of several tables on a page the report's own is taken, or none."""

from annual.read.builders import TITLE, read, section3

HEADING = "三、收到和处理政府信息公开申请情况"
FULL = section3({"received": "9 0 0 0 0 0 9", "granted": "9 0 0 0 0 0 9", "total": "9 0 0 0 0 0 9"})


def cut(received: str) -> str:
    """The heads and the first two rows of a table: the page lost the rest."""
    return "\n".join(section3({"received": received}).split("\n")[:4])


def test_a_cut_table_beside_a_full_one_with_other_numbers_leaves_neither() -> None:
    report = read(f"{TITLE}\n{HEADING}\n{cut('4 0 0 0 0 0 4')}\n附：上年数据\n{FULL}\n")
    assert report.figures == {}
    assert "table.twice" in [doubt.code for doubt in report.warnings]


def test_a_cut_copy_with_the_same_numbers_does_no_harm() -> None:
    report = read(f"{TITLE}\n{HEADING}\n{cut('9 0 0 0 0 0 9')}\n手机版\n{FULL}\n")
    assert report.figures["applications.granted.total"] == 9
