"""Why personal data are looked at (查看理由): a table, so that no personal data get into the audit trail by way of the reason."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "identity": _("Check the identity"),  # 核验身份
    "contact": _("Get in touch"),  # 联系申请人
    "deliver": _("Deliver a letter"),  # 送达文书
    "third_party": _("Ask a third party for its opinion"),  # 征求第三方意见
    "remedy": _("Reconsideration or suit"),  # 行政复议、行政诉讼
    "correct": _("Correct the entry"),  # 更正登记信息
    "inspection": _("Inspection or supervision"),  # 监督检查
    "other": _("Another reason, told below"),
}
CHOICES = tuple(REASONS.items())
