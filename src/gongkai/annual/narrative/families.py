"""Words by which an enumeration shows that it divides a whole: ways of applying, outcomes, applicants, media.

`CLOSED` families leave nothing out once three members stand together (or the pairs below); a thing published through several media
may be counted in each, so an enumeration of media is judged only near its total.
"""

import re

CLOSED = {
    "channel": re.compile(
        r"当面|现场|窗口|来人|信函|邮寄|来信|信件|邮政|网络|网上|在线|线上|互联网|平台|传真|电子邮件|邮箱|邮件|电话|书面|口头|数据电文"
    ),
    "outcome": re.compile(
        r"^公开$|予以公开|同意公开|全部公开|部分公开|部分予以公开|不予公开|无法提供|不予处理|其他处理|不予提供|不存在|不属于|非本机关|不掌握|补正|撤回|终止|转办|告知|"
        r"主动公开|已公开|另行制作|重复申请|咨询|信访"
    ),
    "applicant": re.compile(r"自然人|公民|个人|企业|法人|科研|公益|法律服务|律师|组织|机构"),
    "result": re.compile(r"维持|纠正|撤销|驳回|撤诉|撤回|确认违法|责令|未审结|审理中|正在审理|终止|不予受理|胜诉|败诉|其他结果"),
    "remedy": re.compile(r"行政复议|行政诉讼|直接起诉|复议后"),
}
MEDIA = re.compile(
    r"网站|网页|门户|微信|微博|公众号|客户端|头条|抖音|短视频|媒体|报刊|报纸|电视|广播|电台|公报|公示栏|宣传栏|公开栏|平台|APP|app|专栏|新闻发布"
)
REST = re.compile(r"^(?:其余|其他|其它|剩余|余下|另外?)")
PAIRS = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("上级", "本级|本局|自行|原创"), ("原创", "转载|转发|上级"), ("自然人|公民|个人", "法人|组织|企业"), ("按时|按期|如期", "延期|逾期"),
        ("线上", "线下"), ("新收|新增|本年", "结转"), ("主办", "协办|会办"), ("男", "女"), ("专职", "兼职"),
    )
)  # fmt: skip


def one_family(names: tuple[str, ...]) -> bool:
    """Whether all of these names are of one closed family."""
    return any(all(family.search(name) or REST.search(name) for name in names) for family in CLOSED.values())


def closed(names: tuple[str, ...]) -> bool:
    """Whether parts with these names are all that there is of their whole."""
    if len(names) == 2:  # noqa: PLR2004 - pairs
        pair = names[0], names[1]
        either = (pair, pair[::-1])
        return REST.search(pair[1]) is not None or any(one.search(a) and other.search(b) for one, other in PAIRS for a, b in either)
    return one_family(names)


def media(names: tuple[str, ...]) -> bool:
    """Whether parts with these names are media in which something was published."""
    return len(names) > 2 and all(MEDIA.search(name) or REST.search(name) for name in names)  # noqa: PLR2004 - two media are examples
