"""Keys of rows as they come in addresses, in forms and in rich text: text that anybody can write."""

_LARGEST = 2**63 - 1  # what a column holds


def key_of(text: object) -> int | None:
    """The key that `text` is; None for what no row can have: no digits, more than a column holds, or so many that Python refuses to read them."""
    digits = str(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(_LARGEST))):
        return None
    return found if (found := int(digits)) <= _LARGEST else None


def keys_of(texts: list[object] | list[str]) -> list[int]:
    """Those of `texts` that can be keys."""
    return [found for text in texts if (found := key_of(text)) is not None]
