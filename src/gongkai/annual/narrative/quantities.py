"""The statutory quantities that a text can state, beyond single cells: sums of cells by name, and which readings of a word are allowed.

A text says 收到 and counts the requests carried over or not, 答复 and counts those not processed or not: a claim agrees with the
tables when one of the readings does.
"""

from typing import NamedTuple

from gongkai.statute.editions import cell_labels, editions

RECEIVED, CARRIED_IN, CARRIED_OUT, ANSWERED = (
    "applications.received.total",
    "applications.carried_in.total",
    "applications.carried_out.total",
    "applications.total.total",
)
REVIEW, DIRECT, AFTER = "remedies.review", "remedies.litigation_direct", "remedies.litigation_after_review"
RESULTS = ("upheld", "corrected", "other", "pending")


class Quantity(NamedTuple):
    """A quantity: its name for people, its readings, each the cells or groups of rows to add, the first being the plain one.

    A group ends in `.*`: `applications.refused.*` are the total cells of the rows of that group in the report's edition.
    `at_most` says that the number may be less than the cells: cases filed in the year are not those decided in it.
    """

    label: str
    readings: tuple[tuple[str, ...], ...]
    at_most: bool = False


_GRANTED, _PARTLY = "applications.granted.total", "applications.partly_granted.total"
_REFUSED, _UNAVAILABLE, _REJECTED, _OTHER = (f"applications.{group}.*" for group in ("refused", "unavailable", "rejected", "other"))
_LEGAL_PERSONS = tuple(f"applications.received.{column}" for column in ("business", "research", "public_interest", "legal_service", "other"))
_ALL_REMEDIES = tuple(f"{row}.total" for row in (REVIEW, DIRECT, AFTER))
_LITIGATION = _ALL_REMEDIES[1:]
_ROWS = (
    ("review", "行政复议", _ALL_REMEDIES[:1]),
    ("litigation", "行政诉讼", _LITIGATION),
    ("litigation_direct", "未经复议直接起诉", _LITIGATION[:1]),
    ("litigation_after_review", "复议后起诉", _LITIGATION[1:]),
)

_NAMED: dict[str, Quantity] = {
    RECEIVED: Quantity("本年新收政府信息公开申请数量", ((RECEIVED,), (RECEIVED, CARRIED_IN))),
    "applications.handled": Quantity("办理政府信息公开申请数量", ((RECEIVED,), (RECEIVED, CARRIED_IN), (ANSWERED,))),
    "applications.answered": Quantity(
        "答复政府信息公开申请数量",
        (
            (ANSWERED,),
            (_GRANTED, _PARTLY, _REFUSED, _UNAVAILABLE),
            (_GRANTED, _PARTLY, _REFUSED, _UNAVAILABLE, _REJECTED),
            (_GRANTED, _PARTLY, _REFUSED, _UNAVAILABLE, _OTHER),
        ),
    ),
    "applications.received.legal_persons": Quantity("法人或其他组织的申请数量", (_LEGAL_PERSONS,)),
    "applications.carried": Quantity("结转政府信息公开申请数量", ((CARRIED_OUT,), (CARRIED_IN,))),
    _GRANTED: Quantity("（一）予以公开", ((_GRANTED,), (_GRANTED, _PARTLY))),
    "applications.refused": Quantity(
        "（三）不予公开",
        (
            (_REFUSED,),
            (_REFUSED, _UNAVAILABLE),
            (_REFUSED, _REJECTED),
            (_REFUSED, _UNAVAILABLE, _REJECTED),
            (_REFUSED, _UNAVAILABLE, _REJECTED, _OTHER),
        ),
    ),
    "applications.unavailable": Quantity("（四）无法提供", ((_UNAVAILABLE,),)),
    "applications.rejected": Quantity("（五）不予处理", ((_REJECTED,),)),
    "applications.other": Quantity("（六）其他处理", ((_OTHER,),)),
    "remedies.litigation": Quantity("行政诉讼", (_LITIGATION,)),
    **{
        f"remedies.{code}.{form}": Quantity(f"{verb}的{words}", (rows,), at_most=True)
        for code, words, rows in _ROWS
        for form, verb in (("filed", "本年新发生"), ("concluded", "本年审结"))
    },
    **{
        f"remedies.litigation.{result}": Quantity(f"行政诉讼·{words}", ((f"{DIRECT}.{result}", f"{AFTER}.{result}"),))
        for result, words in zip(RESULTS, ("结果维持", "结果纠正", "其他结果", "尚未审结"), strict=True)
    },
    "remedies.all": Quantity("行政复议和行政诉讼", (_ALL_REMEDIES,)),
    "fees.charged": Quantity("信息处理费", ()),
}


def quantity(name: str) -> Quantity | None:
    """The quantity called `name`: a named one or a cell of the form; None for the roles of numbers in relations."""
    if name in _NAMED:
        return _NAMED[name]
    label = cell_labels().get(name)
    return Quantity(label, ((name,),)) if label is not None else None


def cells(reading: tuple[str, ...], edition: str) -> tuple[str, ...]:
    """The cells that a reading adds up in a report of `edition`, its groups of rows written out."""
    found: list[str] = []
    for name in reading:
        group = name.removesuffix(".*")
        rows = (f"applications.{row.code}" for row in editions()[edition].applications) if group != name else ()
        found += [f"{row}.total" for row in rows if row == group or row.startswith(f"{group}.")] if group != name else [name]
    return tuple(found)
