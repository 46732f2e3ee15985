"""The columns of a list of requests (登记台账) that a competent department can prescribe: their codes and usual heads, those of the trade.

What stands in each, `gongkai.cases.exporting` knows; a test holds the two together. Heads are those of a Chinese document, for every reader.
"""

from collections.abc import Mapping

COLUMNS: Mapping[str, str] = {
    "number": "登记编号",
    "organ": "受理机关",
    "channel": "申请方式",
    "arrived": "提出日期",
    "received": "收到日期",
    "applicant": "申请人",
    "applicant_kind": "申请人类型",
    "document": "证件号码",
    "phone": "联系电话",
    "address": "通信地址",
    "asked": "所需政府信息内容",
    "stage": "办理状态",
    "division": "承办科室",
    "handler": "承办人",
    "due": "答复期限",
    "closed": "办结日期",
    "late": "超期工作日",
    "outcome": "办理结果",
    "letter": "答复文号",
}

USUAL = (
    "number",
    "channel",
    "received",
    "applicant",
    "applicant_kind",
    "asked",
    "division",
    "handler",
    "due",
    "closed",
    "outcome",
    "letter",
    "late",
    "stage",
)
