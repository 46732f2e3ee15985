import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.model import Claim, Scope, Section
from gongkai.annual.narrative.claims import claims
from gongkai.annual.narrative.quantities import cells, quantity
from gongkai.annual.narrative.sentences import sentences

ORGAN, YEAR = "青石县市场监督管理局", 2022
SECTION = "收到和处理政府信息公开申请情况"
ROLES = ("sum", "share", "growth")


def told(text: str, title: str = "", organ: str | None = ORGAN) -> list[Claim]:
    return list(claims((Section("", title, text),), organ, YEAR))


def stated(text: str, title: str = "") -> list[tuple[str, object]]:
    """The statutory quantities of `text`, the roles in relations left out."""
    return [(claim.quantity, claim.value) for claim in told(text, title) if not claim.quantity.startswith(ROLES)]


A = "applications."
STATED: dict[str, list[tuple[str, object]]] = {
    # received, handled, answered, carried over; 件, 份, 宗, 条, 起 all count requests
    "全年收到政府信息公开申请12件。": [(A + "received.total", 12)],
    "全年收到政府信息公开申请共计12份。": [(A + "received.total", 12)],
    "全年新收依申请公开12宗。": [(A + "received.total", 12)],
    "共接到公民、法人和其他组织提出的政府信息公开申请12条。": [(A + "received.total", 12)],
    "共收到12起政府信息公开申请。": [(A + "received.total", 12)],
    "接收政府信息申请公开件12件。": [(A + "received.total", 12)],
    "办理信息公开申请12份。": [(A + "handled", 12)],
    "收办政府信息公开申请12件。": [(A + "handled", 12)],
    "受理12件依申请公开申请。": [(A + "handled", 12)],
    "政府信息公开申请总数12件。": [(A + "handled", 12)],
    "收到申请12件，已答复11件，上年结转2件，结转下年度3件。": [
        (A + "received.total", 12), (A + "answered", 11), (A + "carried_in.total", 2), (A + "carried_out.total", 3),
    ],
    "新收申请十二件，结转上年2件，办结申请13件，结转至2023年1件。": [
        (A + "received.total", 12), (A + "carried_in.total", 2), (A + "answered", 13), (A + "carried_out.total", 1),
    ],
    # outcomes, before or behind their numbers
    "收到申请20件，其中予以公开9件，部分公开4件，不予公开3件，无法提供2件，不予处理1件，其他处理1件。": [
        (A + "received.total", 20), (A + "granted.total", 9), (A + "partly_granted.total", 4), (A + "refused", 3), (A + "unavailable", 2),
        (A + "rejected", 1), (A + "other", 1),
    ],
    "收到申请9件，5件予以公开，3件部分公开，1件不予公开。": [
        (A + "received.total", 9), (A + "granted.total", 5), (A + "partly_granted.total", 3), (A + "refused", 1),
    ],
    "经研究，同意公开2件，其余不予公开2件（含重复1件）。": [(A + "granted.total", 2), (A + "refused", 2)],
    "收到申请5件，其中不予公开5件：属于行政执法案卷2件，属于国家秘密3件。": [
        (A + "received.total", 5), (A + "refused", 5), (A + "refused.enforcement_file.total", 2), (A + "refused.state_secret.total", 3),
    ],
    "收到申请8件（自然人7件，法人或其他组织1件）。": [
        (A + "received.total", 8), (A + "received.natural_person", 7), (A + "received.legal_persons", 1),
    ],
    "收到申请8件，自然人7件，商业企业1件。": [(A + "received.total", 8), (A + "received.natural_person", 7), (A + "received.business", 1)],
    # remedies
    "因政府信息公开引发行政复议4件，其中维持2件，纠正1件，其他结果1件；行政诉讼3件，尚未审结1件。": [
        ("remedies.review.filed", 4), ("remedies.review.upheld", 2), ("remedies.review.corrected", 1), ("remedies.review.other", 1),
        ("remedies.litigation", 3), ("remedies.litigation.pending", 1),
    ],
    "涉及政府信息公开的行政复议5件，行政诉讼2件。": [("remedies.review.total", 5), ("remedies.litigation", 2)],
    "全年审结政府信息公开行政复议5件。": [("remedies.review.concluded", 5)],
    "政府信息公开类未经复议直接起诉4件，复议后起诉1件。": [("remedies.litigation_direct.total", 4), ("remedies.litigation_after_review.total", 1)],
    "全年新增信息公开行政复议3起、行政诉讼1起。": [("remedies.review.filed", 3), ("remedies.litigation.filed", 1)],
    "政府信息公开行政复议、行政诉讼各1件。": [("remedies.review.total", 1), ("remedies.litigation", 1)],
    "政府信息公开行政复议、行政诉讼0件。": [("remedies.review.total", 0), ("remedies.litigation", 0)],
    "政府信息公开行政复议、行政诉讼共3件。": [("remedies.all", 3)],
    # zeros
    "未收到政府信息公开申请。": [(A + "received.total", 0)],
    "2022年，未收到公民、法人和其他组织要求公开政府信息的申请。": [(A + "received.total", 0)],
    "全年没有收到任何形式的依申请公开。": [(A + "received.total", 0)],
    "全年政府信息公开申请为零。": [(A + "received.total", 0)],
    "年内没有收到政府信息公开申请，也未出现由信息公开申请引起的行政复议和行政诉讼。": [
        (A + "received.total", 0), ("remedies.review.total", 0), ("remedies.litigation", 0),
    ],
    "无因信息公开被申请行政复议的情况。": [("remedies.review.total", 0)],
    "信息公开行政复议案件未发生。": [("remedies.review.total", 0)],
    "收到申请3件，均已答复，无结转。": [(A + "received.total", 3), (A + "carried", 0)],
    "收到申请3件，没有上年结转，无需结转下年度。": [(A + "received.total", 3), (A + "carried_in.total", 0), (A + "carried_out.total", 0)],
    # fees
    "收取信息处理费1200元。": [("fees.charged", 1200)],
    "办理依申请公开收取费用80元。": [("fees.charged", 80)],
    "本年度依申请公开信息处理费收取总额为0元。": [("fees.charged", 0)],
    "全年没有收取政府信息公开的处理费用。": [("fees.charged", 0)],
    "处理依申请公开时没有收取费用。": [("fees.charged", 0)],
    "政府信息公开信息处理费为零。": [("fees.charged", 0)],
}  # fmt: skip
NOTHING = (
    "全年受理投诉举报2380件，办结2376件。", "接办12345热线工单518件，回访满意率99%。", "办结人大建议8件、政协提案6件。", "召开新闻发布会3次。",
    "共公开各类信息640条。", "通过网络收到政府信息公开申请3件。", "收到网络申请3件。", "收到关于征地的信息公开申请3件。",
    "上半年收到政府信息公开申请5件。",
    "自条例施行以来，共收到政府信息公开申请560件。", "截至年底，累计收到政府信息公开申请215件。",
    "没有出现因信息公开答复不当而败诉的行政复议、行政诉讼。",
    "收到申请人12人次来访。", "印发文件45份，其中依申请公开10份，不予公开5份。", "受理行政复议案件25件。", "答复网民留言56件。",
    "未收到网络渠道的政府信息公开申请。",
    "依法应当公开而未公开的政府信息0件。", "尚未审结的行政复议案件正在办理。", "未经行政复议直接起诉的依照信息公开规定办理。",
    "减免信息公开收费3元。",
    "与上年相比，新收申请数量增加10件。", "政府信息公开行政复议、行政诉讼3件。", "未收取停车费用。", "公开财政信息12元。",
)  # fmt: skip


@pytest.mark.parametrize("text", STATED)
def test_a_number_claims_the_statutory_quantity_that_its_words_name(text: str) -> None:
    assert stated(text, SECTION) == STATED[text]


@pytest.mark.parametrize("text", NOTHING)
def test_a_number_of_something_else_claims_nothing(text: str) -> None:
    assert stated(text) == stated(text, SECTION) == []


def test_applications_for_something_else_are_no_requests() -> None:
    assert stated("全年受理申请1200件，办结申请1180件。") == []
    assert stated("全年收到申请12件，答复申请12件。", SECTION) == [("applications.received.total", 12), ("applications.answered", 12)]
    assert stated("（三）依申请公开\n全年收到申请12件。") == [("applications.received.total", 12)]
    assert stated("（三）行政许可\n全年收到申请12件。") == []
    assert stated("没有收取信息处理费。") == [("fees.charged", 0)]
    assert stated("全年未收到申请，未收取费用，未发生行政复议。") == []


def test_reviews_of_penalties_are_not_those_of_the_law() -> None:
    assert stated("（三）依申请公开\n收到申请1件。未发生行政复议和行政诉讼。")[1:] == [("remedies.review.total", 0), ("remedies.litigation", 0)]
    assert stated("（三）依申请公开\n收到申请1件。未发生因行政处罚引起的行政复议。")[1:] == []
    assert stated("全年未发生行政复议和行政诉讼。") == []


def test_a_title_of_section_four_makes_reviews_those_of_the_law() -> None:
    title = "政府信息公开行政复议、行政诉讼情况"
    assert stated("本年度行政复议2件。", title) == [("remedies.review.total", 2)]
    assert stated("本年度行政复议2件，均为不服行政处罚。", title) == []


def test_outcomes_of_one_kind_of_applicant_are_not_those_of_all() -> None:
    assert stated("收到申请20件，网络申请15件，其中予以公开9件。", SECTION) == [("applications.received.total", 20)]


def test_a_paragraph_speaks_of_what_its_heading_or_its_sentences_before_name() -> None:
    assert stated("（二）依申请公开工作\n全部按规定处理。予以公开9件。")[-1:] == [("applications.granted.total", 9)]
    assert stated("收到政府信息公开申请9件。予以公开9件。") == [("applications.received.total", 9), ("applications.granted.total", 9)]
    assert stated("收到政府信息公开申请。\n财政信息予以公开9件。") == []
    assert stated("已予以公开9件。", "收到和处理政府信息公开申请情况") == [("applications.granted.total", 9)]


def scopes(text: str, organ: str | None = ORGAN) -> list[Scope]:
    return [claim.scope for claim in told(text, organ=organ)]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("收到信息公开申请3件。", Scope()),
        ("2022年，全系统收到信息公开申请3件。", Scope("system", 2022)),
        ("全市系统收到信息公开申请3件。", Scope("system")),
        ("全县市场监管系统收到信息公开申请3件。", Scope("system")),
        ("我局收到信息公开申请3件。", Scope("organ")),
        ("本机关今年收到信息公开申请3件。", Scope("organ", 2022)),
        ("局机关收到信息公开申请3件。", Scope("organ")),
        ("县市场监管局2022年度收到信息公开申请3件。", Scope("organ", 2022)),
        ("青石县市场监督管理局收到信息公开申请3件。", Scope("organ")),
        ("县教育局收到信息公开申请3件。", Scope("other")),
        ("城关市场监管所和高新区分局收到信息公开申请3件。", Scope("other")),
        ("东山区市场监督管理局收到信息公开申请3件。", Scope("other")),
        ("县本级收到信息公开申请3件。", Scope("other")),
        ("区政府办公室收到信息公开申请3件。", Scope("other")),
        ("2021年收到信息公开申请3件。", Scope(None, 2021)),
        ("去年收到信息公开申请3件。", Scope(None, 2021)),
        ("按照《青石县2021年公开要点》，收到信息公开申请3件。", Scope()),
        ("与2021年相比，收到信息公开申请3件。", Scope()),
        ("2022年未收到信息公开申请。", Scope(None, 2022)),
    ],
)
def test_the_scope_is_what_the_sentence_says(text: str, scope: Scope) -> None:
    assert scopes(text) == [scope]


def test_a_named_body_of_an_unknown_organ_is_another_body() -> None:
    assert scopes("县市场监管局收到信息公开申请3件。", None) == [Scope("other")]


def test_last_year_of_a_report_of_unknown_year_is_no_year() -> None:
    assert [claim.scope for claim in claims((Section("", "", "去年收到信息公开申请3件。"),), None, None)] == [Scope()]


def test_precision_goes_with_the_claim() -> None:
    text = "收到信息公开申请200余件。"
    assert told(text) == [Claim("applications.received.total", 200, "over", Scope(), text)]


def test_numbers_of_relations_are_claims_in_the_order_of_the_text_each_with_its_own_sentence() -> None:
    first, second = "2022年发布信息40条，其中原创35条。", "2021年同口径分别为36条和30条，同比分别增长11.1%、16.7%。"
    found = [(claim.quantity, str(claim.value), claim.text) for claim in told(first + second)]
    assert found == [
        ("sum.total", "40", first), ("sum.part", "35", first), ("growth.new", "40", first), ("growth.new", "35", first),
        ("growth.old", "36", second), ("growth.old", "30", second), ("growth", "11.1", second), ("growth", "16.7", second),
    ]  # fmt: skip


def test_a_share_claims_its_part_its_whole_and_itself() -> None:
    found = [(claim.quantity, str(claim.value)) for claim in told("共发布信息500条，其中政策文件60条，占总数的12%。")]
    assert found == [("sum.total", "500"), ("share.whole", "500"), ("sum.part", "60"), ("share.part", "60"), ("share", "12")]


def test_a_full_stop_in_brackets_ends_no_sentence_and_qizhong_goes_with_its_total() -> None:
    assert [one.text for one in sentences("甲（乙。丙）丁。其中，戊。己。\n庚（辛。")] == ["甲（乙。丙）丁。其中，戊。", "己。", "庚（辛。"]


PROSE = (
    "公文起草时同步确定公开属性，落实“三审三校”。", "把公开嵌入办文、办事和执法各环节，各项任务按时完成。",
    "门户网站开设专栏，查阅点设在滨河路38号。",
    "依据国办发〔2020〕17号文件，严格遵守“三安全一稳定”。", "对来信来访一律登记，做到事事有回音。", "咨询热线12345接到后转办公室。",
)  # fmt: skip


@settings(deadline=None)
@given(
    st.sampled_from([text for text in STATED if "维持" not in text]),
    st.lists(st.sampled_from(PROSE), max_size=4),
    st.lists(st.sampled_from(PROSE), max_size=4),
)
def test_prose_around_it_changes_no_claim(text: str, before: list[str], after: list[str]) -> None:
    assert stated("\n".join([*before, text, *after])) == stated(text)


@settings(deadline=None)
@given(
    st.text(alphabet="一二十百两0123456789.,，。；、（）()%件条元万年月日余约共其中分别占比增长下降收到申请公开行政复议诉讼结转未无费", max_size=60)
)
def test_no_text_breaks_the_reading_and_every_claim_has_its_sentence(text: str) -> None:
    assert all(claim.text in text for claim in told(text, "政府信息公开行政复议、行政诉讼情况"))


def test_every_quantity_has_a_name_and_cells_of_the_form() -> None:
    every = {name for text in STATED for name, _ in STATED[text]}
    for name in every:
        found = quantity(name)
        assert found is not None
        assert found.label
        assert name == "fees.charged" or all(cells(reading, edition) for reading in found.readings for edition in ("2019", "2021"))
    assert quantity("sum.total") is None


def test_a_group_of_rows_is_written_out_in_the_edition_of_the_report() -> None:
    assert cells(("applications.other.*",), "2019") == ("applications.other.total",)
    assert cells(("applications.other.*",), "2021") == tuple(f"applications.other.{row}.total" for row in ("not_corrected", "fee_unpaid", "other"))
    assert len(cells(("applications.refused.*",), "2021")) == 8
