"""The fields that are sealed (加密字段): one table with the label, how a screen shows it, how it is compared, how long it may be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from gongkai.persons import comparing, documents, kinds, masking


class Described(Protocol):
    """What a mask may look at beside the value: what is plain in the row."""

    kind: str
    document: str


@dataclass(frozen=True)
class Field:
    """A sealed field: `mask(person, value)` gives what a screen shows, `compared` what an exact search compares (None: it is not searched by)."""

    code: str
    label: Any
    most: int
    mask: Callable[[Described, str], str]
    compared: Callable[[str], str] | None = None

    @property
    def column(self) -> str:
        """The column with the ciphertext."""
        return f"sealed_{self.code}"

    @property
    def index_column(self) -> str:
        """The column with the blind index, for fields that are searched by."""
        return f"index_{self.code}"


def _name(person: Described, value: str) -> str:
    return masking.name(value) if kinds.name_is_personal(person.kind) else value


def _number(person: Described, value: str) -> str:
    return documents.BY_CODE[person.document].mask(value) if value else ""


def _alone(mask: Callable[[str], str]) -> Callable[[Described, str], str]:
    return lambda _person, value: mask(value)


FIELDS = (
    Field("name", _("Full name"), 100, _name, comparing.name),  # 姓名或名称
    Field("number", _("Document number"), 40, _number, comparing.number),  # 证件号码
    Field("phone", _("Telephone"), 40, _alone(masking.phone), comparing.phone),  # 联系电话
    Field("address", _("Address"), 300, _alone(masking.address)),  # 通信地址
    Field("email", _("E-mail"), 200, _alone(masking.email)),  # 电子邮箱
    Field("contact", _("Contact person"), 100, _alone(masking.name)),  # 联系人
)
BY_CODE = {one.code: one for one in FIELDS}
CODES = tuple(BY_CODE)
SEARCHED = tuple(one for one in FIELDS if one.compared)
LABELS = tuple((one.code, one.label) for one in FIELDS)
