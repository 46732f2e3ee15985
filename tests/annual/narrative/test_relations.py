from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.narrative.relations import Growth, Share, Sum, relations


def sums(text: str, year: int | None = 2022) -> list[tuple[object, list[object], bool]]:
    return [(one.total.value, [part.value for part in one.parts], one.exhaustive) for one in relations(text, year) if isinstance(one, Sum)]


def shares(text: str) -> list[tuple[object, object, object]]:
    return [(one.part.value, one.whole.value, one.stated.value) for one in relations(text, 2022) if isinstance(one, Share)]


def growths(text: str, year: int | None = 2022) -> list[tuple[object, object, object, bool]]:
    return [
        (one.new.value, one.old.value if one.old else None, one.stated.value, one.falls) for one in relations(text, year) if isinstance(one, Growth)
    ]


# each text with its sums by hand: total, parts, whether the parts are all
SUMS: dict[str, list[tuple[int, list[int], bool]]] = {
    "全年共发布信息100条。其中，门户网站60条，微信公众号25条，政务微博15条。制发文件7条。": [(100, [60, 25, 15], True)],
    "全年收到申请12件，其中网络申请8件，信函申请2件，当面申请1件。": [(12, [8, 2, 1], True)],
    "全年收到申请12件，其中8件为网络申请，3件为信函申请，2件为当面申请。": [(12, [8, 3, 2], True)],
    "收到申请12件（网络8件，信函3件，当面2件）。": [(12, [8, 3, 2], True)],
    "收到申请12件（含重复提交1件）。": [(12, [1], False)],
    "发布信息100条，其中网站60条、微信30条。": [(100, [60], False)],
    "发布信息600条，其中网站400条，微信100条，微博90条等。": [(600, [400], False)],
    "发布信息600条，其中主要有网站400条，微信100条，微博90条。": [(600, [400], False)],
    "发布解读34条，其中上级解读24条，本级解读9条。": [(34, [24, 9], True)],
    "发布信息50条，其中网站30条，其他19条。": [(50, [30, 19], True)],
    "主动公开共10条，其中网站、微信分别为6条和3条。": [(10, [6, 3], True)],
    "全年共发布100条，网站、微信、微博分别为60条、25条、14条。": [(100, [60, 25, 14], True)],
    "全年共发布100条，网站、微信、微博分别为60、25和15条。": [(100, [60, 25, 15], True)],
    "公开目录包括三部分，全年公开100条，包括计划类60条，总结类39条。": [(100, [60, 39], True)],
    "全年办理8件：甲类5件，乙类2件。": [(8, [5, 2], True)],
    "全年办理8件，按类型分，甲类5件，乙类2件。": [(8, [5, 2], True)],
    "行政复议3件，行政诉讼2件，共计5件。": [(5, [3, 2], True)],
    "甲类3件，乙类2件，合计6件。": [(6, [3, 2], True)],
    "甲类3件，乙类2件，丙类4件，共6件。": [(6, [2, 4], True)],
    "收到申请6件，其中网络4件，信函2件，予以公开5件，不予公开1件。": [(6, [4, 2], True), (6, [5, 1], True)],
    "收到申请6件，其中网络4件，信函2件，传真0件。": [(6, [4, 2, 0], True)],
    "收到申请6件，其中网络4件，信函2件；召开会议的有6件。": [(6, [4, 2], True)],
    "复议2件，其中维持1件，撤销1件；会议1件，提案1件。": [(2, [1, 1], True)],
    "发布信息100条，其中甲类60条（其中食品40条、药品20条），乙类40条。": [(100, [60, 40], True), (60, [40, 20], True)],
    "发布信息100条，其中甲类60条，其中食品40条，乙类30条。": [(100, [60], False)],
    "收到申请10件，上年结转2件，其中予以公开5件，部分公开2件，不予公开5件。": [],
    "收到申请10件，上年结转2件，其中予以公开5件，部分公开2件，不予公开4件。": [],
    "发布信息50条、图解20条，其中原创90条。": [],
    "发布信息50条，其中原创30条，培训40人次。": [(50, [30], False)],
    "2022年发布12条，2021年发布10条。其中网站8条，微信3条，其他1条。": [(12, [8, 3, 1], True)],
    "收到申请10件，其中当面申请5件，网络申请5件，信函申请2件。": [(10, [5, 5, 2], True)],
    "收到申请10件，其中当面申请5件，网络申请5件，培训会2件。": [(10, [5, 5], True)],
    "已办结29件，其中予以公开12件，不予公开5件（属于执法案卷2件，属于查询事项3件），无法提供12件，结转下年2件。": [
        (29, [12, 5, 12], True), (5, [2, 3], True),
    ],
    "发布视频900条，其中网站10条，微信20条，微博30条。": [(900, [10], False)],
    "新收申请10件，另有申请2件，其中当面申请5件，网络申请4件，信函申请3件。": [],
    "全市22个部门培训，15个镇街培训，共37次。": [],
    "视频号、公众号推送分别为88条和140条。": [],
    "其中：网站5条。": [],
    "召开会议3次，其中线上发布40条。": [],
    "共10条，其中：网站12、微信3。": [],
    "发布信息100条，网站、微信分别为60条、30条。": [],
    "收到申请9件，比上年增加2件，其中网络7件，信函2件。": [(9, [7, 2], True)],
}  # fmt: skip


@pytest.mark.parametrize("text", SUMS)
def test_a_total_and_the_parts_that_the_words_bind_to_it(text: str) -> None:
    assert sums(text) == SUMS[text]


SHARES = {
    "共12件，其中网络8件，占66.7%，信函4件，占33.3%。": [(8, 12, "66.7"), (4, 12, "33.3")],
    "主动公开500条，政策文件60条，占总数的12%。": [(60, 500, "12")],
    "政策文件60条，占总数500条的12%。": [(60, 500, "12")],
    "收到12件，办结11件，办结率91.7%。": [(11, 12, "91.7")],
    "收到16件，其中公开12件、不予公开3件、其他处理1件，占比分别为75%、18.75%、6.25%。": [(12, 16, "75"), (3, 16, "18.75"), (1, 16, "6.25")],
    "甲类12件，乙类3件，占比分别为75%、18%。": [],
    "收到77件，办结率100%。": [],
    "收到申请15件，其中网络11件，信函4件，均已答复，答复率100%。": [],
    "网站60条，微信30条，占比33%。": [],
    "办件20件，占全市总量的3%。": [],
    "其中自然人23件，占比82.1%；法人5件，占比17.9%。": [],
    "满意率99.6%。": [],
    "满意率99.6%，占比20%。": [],
}


@pytest.mark.parametrize("text", SHARES)
def test_a_share_with_the_part_and_the_whole_beside_it(text: str) -> None:
    assert [(part, whole, str(stated)) for part, whole, stated in shares(text)] == SHARES[text]


GROWTHS: dict[str, list[tuple[object, object, str, bool]]] = {
    "2022年发布文件74条，2021年为119条，同比下降37.8%。": [(74, 119, "37.8", True)],
    "发布信息132条，与去年同期的101条相比增长30%。": [(132, 101, "30", False)],
    "发布信息480条，比上年的400条增长25%。其中网站300条，微信180条。": [(480, 400, "25", False)],
    "由2021年的101条增加到132条，增长30.7%。": [(132, 101, "30.7", False)],
    "收到申请12件，比上年增加2件，增长20%。": [(12, None, "20", False)],
    "收到申请9件，比去年减少了3件，下降了25%。": [(9, None, "25", True)],
    "收到申请9件，比去年减少3件，增长25%。": [],
    "收到申请22件，上年10件，增长1.2倍。": [(22, 10, "1.2", False)],
    "收到申请22件，上年10件，增加12件。": [(22, 10, "12", False)],
    "发布信息40条，其中原创35条。上年同口径分别为36条和30条，同比分别增长11.1%、16.7%。": [(40, 36, "11.1", False), (35, 30, "16.7", False)],
    "发布信息40条。上年同口径分别为36条和30条，同比分别增长11.1%、16.7%。": [],
    "发布信息132条，与去年相比增长30%。": [],
    "粉丝数较上年增长3000人，增长12%。": [],
    "受理减税咨询50件，上年40件，增长25%。": [(50, 40, "25", False)],
    "2021年培训3次，2022年培训40人次，增长10%。": [],
    "由5次增加到40人次，增长10%。": [],
    "发布信息1417条，其中网站1101条、微信276条、微博40条，比上年的957条增长48.1%。": [(1417, 957, "48.1", False)],
    "发布信息1417条，其中网站1101条、微信276条、微博40条，比上年的30条增长33.3%。": [(40, 30, "33.3", False)],
    "发布信息100条，其中网站90条，其他10条，比上年的30条增长5.3%。": [],
    "发布信息100条，其中网站90条，其他10条，比上年的0条增长5.3%。": [],
    "发布信息100条，其中网站90条，其他10条，比上年增加5条，增长5.3%。": [],
    "同比增长20%。": [],
}


@pytest.mark.parametrize("text", GROWTHS)
def test_a_growth_with_the_new_and_the_old_number_beside_it(text: str) -> None:
    assert [(new, old, str(stated), falls) for new, old, stated, falls in growths(text)] == GROWTHS[text]


def test_last_year_is_known_even_where_the_year_of_the_report_is_not() -> None:
    assert growths("收到申请50件，上年40件，增长25%。", None) == [(50, 40, 25, False)]


def test_growth_in_the_next_paragraph_has_no_numbers_from_the_one_before() -> None:
    assert growths("发布信息40条，其中原创35条。\n上年同口径分别为36条和30条，同比分别增长11.1%、16.7%。") == []


WORDS = ("当面申请", "网络申请", "信函申请", "传真申请", "窗口申请", "邮箱申请")


@settings(deadline=None)
@given(st.lists(st.integers(1, 900), min_size=3, max_size=6))
def test_random_parts_are_a_sum_that_reaches_its_total(parts: list[int]) -> None:
    told = "，".join(f"{word}{part}件" for word, part in zip(WORDS, parts, strict=False))
    assert (sum(parts), parts, True) in sums(f"全年收到申请{sum(parts)}件，其中{told}。")


@settings(deadline=None)
@given(st.lists(st.integers(1, 900), min_size=3, max_size=6), st.data())
def test_one_changed_part_is_a_sum_that_does_not_reach_its_total(parts: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(parts) - 1))
    changed = list(parts)
    changed[at] += data.draw(st.integers(1, 900))
    told = "，".join(f"{word}{part}件" for word, part in zip(WORDS, changed, strict=False))
    found = sums(f"全年收到申请{sum(parts)}件，其中{told}。")
    assert found == [(sum(parts), changed, True)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(list(SUMS)), min_size=2, max_size=4))
def test_paragraphs_do_not_disturb_each_other(texts: list[str]) -> None:
    assert sums("\n".join(texts)) == [one for text in texts for one in sums(text)]
    assert all(one.text in "\n".join(texts) for one in relations("\n".join(texts), 2022))
    assert all(a or b for a, b in pairwise([*texts, "。"]))
