"""What an applicant wishes (Reg. 29): the form of the information and how to obtain it; tables of codes and words."""

from django.utils.translation import gettext_lazy as _

FORMS = (
    ("electronic", _("electronic")),  # 电子
    ("paper", _("on paper")),  # 纸质
    ("any", _("either")),
)
DELIVERIES = (
    ("electronic", _("on this site")),  # 本网站查收
    ("post", _("by post")),  # 邮寄
    ("collect", _("collected in person")),  # 当面领取
)
"""The ways to obtain it; `statute.receipt.answer_given` says on which day an answer by each is given."""
