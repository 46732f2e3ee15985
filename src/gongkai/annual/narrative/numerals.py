"""Chinese numerals (三百零五, 二〇二〇, 一千二百) as exact numbers, or None where they are not one number."""

from decimal import Decimal

from gongkai.annual.model import Figure

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_YEAR_DIGITS, _LONGEST = 4, 12


def _positional(text: str) -> int | None:
    # 三五 means "three to five": only a year, or a row of digits with a zero sign in it, is surely one number
    if len(text) == 1 or len(text) == _YEAR_DIGITS or ("〇" in text and len(text) <= _LONGEST):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return None


def _below_ten_thousand(text: str) -> int | None:
    value, digit, last, zero = 0, None, 10_000, True
    for position, sign in enumerate(text):
        if sign in "零〇":
            if digit is not None or zero:
                return None
            zero = True
        elif sign in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[sign]
        else:
            unit = _UNITS[sign]
            if unit >= last or (digit is None and (unit != _UNITS["十"] or position)):
                return None
            value += (1 if digit is None else digit) * unit
            digit, last, zero = None, unit, False
    if digit is None:
        return None if text.endswith(("零", "〇")) else value
    # 一百二 is a hundred and twenty in speech: not read
    return None if last > _UNITS["十"] and not zero else value + digit


def chinese(text: str) -> Figure | None:
    """The number that `text`, Chinese numerals only, writes; None where it is not surely one number."""
    if "点" in text:
        whole, _, part = text.partition("点")
        left = chinese(whole)
        if left is None or not part or any(sign not in _DIGITS for sign in part):
            return None
        return Decimal(f"{left}." + "".join(str(_DIGITS[sign]) for sign in part))
    if all(sign in _DIGITS for sign in text):
        return _positional(text) if text else None
    high, ten_thousand, low = text.rpartition("万")
    if not ten_thousand:
        return _below_ten_thousand(low)
    above = chinese(high) if high and "万" not in high else None
    below = _below_ten_thousand(low.removeprefix("零")) if low else 0
    return None if not isinstance(above, int) or below is None else above * 10_000 + below
