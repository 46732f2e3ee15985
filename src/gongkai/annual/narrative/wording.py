"""The words by which a text states a statutory quantity, as a table: topic, quantity, and the words right before (or behind) the number.

The words in between are listed, never "anything": a request qualified by a word that is not here (网络申请, 关于征地的申请) is a part of
the requests received, and its number must not be taken for all of them.
"""

import re
from typing import NamedTuple

from gongkai.annual.narrative.quantities import CARRIED_IN, CARRIED_OUT, RECEIVED, RESULTS
from gongkai.statute.editions import editions, labels

REQUESTS, REVIEW, LITIGATION = "applications", "remedies.review", "remedies.litigation"
DIRECT, AFTER = "remedies.litigation_direct", "remedies.litigation_after_review"

# what may stand between a verb and 申请 without narrowing which requests are meant
ANY_REQUEST = (
    "(?:各类|公民|法人|和?其[他它]组织|社会|公众|群众|申请人|提出|提交|递交|依法|有关|书面|向|[我本]局|[我本]机关|要求|请求|政府|政务|信息|公开|依|申请|事项|件|"
    '涉及|关于|相关|有效|共计|合计|总计|一共|共有|共|计|个|形式|的|和|或|及|与|、|者|了|到|过|任何|[“”"])*'
)
FILL = (
    "(?:总数|数量|总量|事项|件数|数|量|案件|案|件|表|申请|共计|合计|总计|一共|共有|共|计|总|为|是|有|达到?|的|了|类|信息|情形|情况|答复|决定|处理|作出|各|均|分别|"
    '[:：、“”" 　]|[，,](?=共))*$'
)
_START = "(?:^|(?<=[，,；;：:。（()）、\n]))[ 　]*"
_LEAD = (
    "(?:其中|其余|对?上述|对|申请|本年度?|今年|当年|全年|年内|本局|我局|已|共|全部|均|都|并|现|依法|决定|作出|答复|按照|认定|因|为|属于|属|被|结果|年度|新|"
    "、|[:：])*"
)
_RECEIVE = "(?:新收到?|收到|接到|接收|新增)"
_HANDLE = "(?:办理|受理|收办|处理|承办)"
CHANNEL = re.compile(r"当面|现场|窗口|信函|邮寄|来信|信件|网络|网上|网站|在线|线上|平台|传真|电子邮件|邮箱|电话|口头|转来|转办|移送")
SEVERAL = re.compile(r"等|各种|各类|多种|多渠道|不同")


class Wording(NamedTuple):
    """`quantity` is stated by a number under `topic` (None: any) when `before` matches the words before it and `behind` those after it.

    `needs` is a word that must stand somewhere in the sentence.
    """

    quantity: str
    topic: str | None
    before: re.Pattern[str]
    behind: re.Pattern[str] | None = None
    needs: str = ""

    def matches(self, label: str, tail: str) -> bool:
        """Whether the words `label` before a number and `tail` behind it state the quantity."""
        return self.before.search(label) is not None and (self.behind is None or self.behind.match(tail) is not None)


def _outcome(quantity: str, words: str, needs: str = "") -> tuple[Wording, Wording]:
    """An outcome is named before its number (予以公开5件) or behind it (5件予以公开)."""
    before = Wording(quantity, REQUESTS, re.compile(f"{_START}{_LEAD}(?:{words}){FILL}"), needs=needs)
    behind = re.compile(f"(?:申请)?(?:被|已|均|为|属于|属|的|作出|决定|依法|答复|给予)*(?:{words})(?:的?决定|答复|处理|申请|情形|信息)*$")
    return before, Wording(quantity, REQUESTS, re.compile(f"{_START}{_LEAD}(?:有|的|共)*$"), behind, needs)


_GROUPS = {
    "granted.total": "予以公开|同意公开|全部公开|准予公开",
    "partly_granted.total": "部分公开|部分予以公开|予以部分公开|同意部分公开",
    "refused": "不予公开|不同意公开",
    "unavailable": "无法提供|不能提供",
    "rejected": "不予处理",
    "other": "其[他它]处理",
}


def _rows() -> list[Wording]:
    """The rows of the form under a group, by the form's own words."""
    found: dict[str, list[str]] = {}
    groups: dict[str, str] = {}
    for edition in ("2019", "2021"):
        for row in editions()[edition].applications:
            if "." in row.code and row.code != "other.other":
                found.setdefault(row.code, []).extend((row.label, *row.variants))
                groups[row.code] = row.group
    return [
        wording
        for code, words in found.items()
        for wording in _outcome(f"{REQUESTS}.{code}.total", "|".join(re.escape(word) for word in dict.fromkeys(words)), groups[code])
    ]


_REMEDY_WORDS = {
    REVIEW: "行政复议",
    DIRECT: "未经(?:行政)?复议直接(?:起诉|提起(?:行政)?诉讼)|直接起诉",
    AFTER: "(?:行政)?复议后(?:再)?(?:起诉|提起(?:行政)?诉讼)",
    LITIGATION: "行政诉讼",
}
_CASES = f"(?:申请|案件|案|事项|情况|的)*{FILL}"
# 新收3件 speaks of the cases of this year, 审结3件 of those decided: the table adds those carried over and those pending
_FILED = "(?:新增|新收|新发生|收到|接到|发生|引发|引起|产生|被申请|被提起|被诉|提起|提出)"
_CONCLUDED = "(?:审结|办结|结案)"
_PAIR = "行政复议(?:案件|申请|案)?(?:、|和|及|与|以及)(?:被?提起)?行政诉讼(?:案件|案|事项|情况|数量|数|的)*"
_OTHER_ROLE = "(?<!办理)(?<!审理)(?<!受理)"


def _remedies() -> list[Wording]:
    found = []
    for topic, words in _REMEDY_WORDS.items():
        for form, verb in (("filed", _FILED), ("concluded", _CONCLUDED)):
            name = f"{topic}.{form}"
            found.append(Wording(name, None, re.compile(f"{verb}[^，,；;。和、]{{0,30}}?(?:{words}){_CASES}")))
            found.append(Wording(name, topic, re.compile(f"{_START}{_LEAD}(?:{verb}){FILL}")))
        plain = topic if topic == LITIGATION else f"{topic}.total"
        found.append(Wording(plain, None, re.compile(f"{_OTHER_ROLE}(?:{words}){_CASES}")))
        for label in labels("remedy_results"):
            words_of = "|".join(dict.fromkeys((label.label, *label.variants, f"被{label.label[2:]}")))
            if label.code in RESULTS and label.code != "other":
                found.append(
                    Wording(f"{topic}.{label.code}", topic, re.compile(f"{_START}{_LEAD}(?:{words_of})(?:原?(?:具体)?行政行为|原?决定)?{FILL}"))
                )
        found.append(Wording(f"{topic}.other", topic, re.compile(f"{_START}{_LEAD}其[他它]结果{FILL}")))
    return found


_FEE = "费用?(?:收取|实际|应收|收费|共计|合计|总额|金额|总计|共|为|是|达|[:：])*$"
_NEXT_YEAR = r"(?:下一?年度?|次年|明年|一年度?|年度?|20\d\d年度?)"
_REQUEST = f"{ANY_REQUEST}申请(?:公开)?"
_REQUEST_BEHIND = re.compile(f"{_REQUEST}$")
_APPLIED = f"(?:申请|提出|提交|的)*{FILL}"


def _requests() -> list[Wording]:
    """Requests as a whole: received, handled, answered, carried over."""
    found = [
        Wording("fees.charged", None, re.compile(f"(?:信息|公开)(?:信息)?处理{_FEE}")),
        Wording("fees.charged", REQUESTS, re.compile(f"收取(?:了|政府|信息|公开|依|申请|相关|的|处理)*{_FEE}")),
        Wording(CARRIED_IN, None, re.compile(f"(?:上年度?|上一年度?|去年|往年)(?:年底)?结转(?:至?(?:今年|本年度?))?(?:来|的)*{ANY_REQUEST}{FILL}")),
        Wording(CARRIED_IN, None, re.compile(f"结转上一?年度?的?{ANY_REQUEST}{FILL}")),
        Wording(CARRIED_OUT, None, re.compile(f"结转(?:至|到|下|入|为)*{_NEXT_YEAR}(?:继续)?(?:办理|处理|答复)?的?{ANY_REQUEST}{FILL}")),
    ]
    for quantity, verb in ((RECEIVED, _RECEIVE), ("applications.handled", _HANDLE)):
        found.append(Wording(quantity, None, re.compile(f"{verb}{_REQUEST}(?:政府信息)?{FILL}")))
        found.append(Wording(quantity, None, re.compile(f"{verb}(?:了|共|共计|共有|的)*$"), _REQUEST_BEHIND))
    return [
        *found,
        Wording("applications.answered", None, re.compile(f"(?:答复|办结){_REQUEST}{FILL}")),
        Wording("applications.answered", REQUESTS, re.compile(f"{_START}{_LEAD}(?:答复|办结)(?:了|的|申请)*{FILL}")),
        Wording(
            "applications.handled",
            None,
            re.compile(f"{_START}{_LEAD}(?:政府信息公开申请|信息公开申请|依申请公开(?=申请|件|事项|受理|办理))(?:受理|办理|收到)?{FILL}"),
        ),
    ]


WORDINGS: tuple[Wording, ...] = (
    *_requests(),
    *(one for code, words in _GROUPS.items() for one in _outcome(f"{REQUESTS}.{code}", words)),
    Wording("remedies.all", None, re.compile(f"{_PAIR}[，,]?(?:共计|合计|总计|一共|共有|共)$")),
    *_remedies(),
)
ROWS = tuple(_rows())
"""The rows of the form under a group (属于国家秘密): read only in a sentence that names the group."""
APPLICANTS = (
    *(
        Wording(f"applications.received.{one.code}", REQUESTS, re.compile(f"{_START}{_LEAD}{one.label}{_APPLIED}"))
        for one in labels("applicants")[:5]
    ),
    Wording("applications.received.legal_persons", REQUESTS, re.compile(f"{_START}{_LEAD}法人(?:或者?|和|及|、)其[他它]组织{_APPLIED}")),
)
"""The columns of the form: read only behind the number of requests received."""
BOTH = re.compile(f"{_PAIR}(?P<each>[，,]?(?:各|均为|均|都为|都是))?[为有是]?[ 　]*$")
_FOREIGN = (
    "投诉|举报(?!投诉类申请)|咨询|提案|建议|热线|信访(?!举报)|来信|来访|留言|新闻|解读|回应|培训|会议|网站|信箱|微信|微博|发布|稿件|舆情|栏目|"
    "案件线索|许可|处罚|公文|印发|制发|规范性文件|主动公开(?:政府)?信息|公开属性"
)
TOPIC = re.compile(
    "(?P<review>行政复议)|(?P<after>复议后(?:再)?(?:起诉|提起))|(?P<direct>直接起诉|直接提起)|(?P<litigation>行政诉讼|提起诉讼)|(?P<requests>(?<!依)申请|依申请公开(?=申请|件|事项|办理|答复|工作|情况)|(?:收到|受理|办理|收办|新收|答复|接到)[^，,]{0,6}依申请)"
    f"|(?P<foreign>{_FOREIGN})"
)
TOPICS = {"review": REVIEW, "after": AFTER, "direct": DIRECT, "litigation": LITIGATION, "requests": REQUESTS, "foreign": ""}
"""What each kind of telling word makes the sentence speak of; "" is something that the form does not count."""
