"""Bytes of a page as sites send them: every encoding, declared, undeclared and declared wrongly."""

from collections.abc import Callable, Mapping

Encode = Callable[[str], bytes]


def _declared(text: str, name: str) -> str:
    return text.replace("<head>", f'<head><meta http-equiv="Content-Type" content="text/html; charset={name}">', 1)


def _declaring(name: str, codec: str) -> Encode:
    return lambda text: _declared(text, name).encode(codec)


ENCODINGS: Mapping[str, Encode] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 BOM": lambda text: text.encode("utf-8-sig"),
    "utf-8 declared": _declaring("utf-8", "utf-8"),
    "utf-8 declared as gb2312": _declaring("gb2312", "utf-8"),
    "gb18030": lambda text: text.encode("gb18030"),
    "gb18030 declared": _declaring("gb18030", "gb18030"),
    "gb2312 declared": _declaring("gb2312", "gb18030"),
    "gbk declared as utf-8": _declaring("utf-8", "gbk"),
    "utf-16 BOM": lambda text: text.encode("utf-16"),
    "utf-16 big-endian BOM": lambda text: ("\ufeff" + text).encode("utf-16-be"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
}

_BIG5_FORMS = str.maketrans("爲裏祕", "為裡秘")  # Big5 has one form of each


def _big5(text: str) -> bytes:
    return text.translate(_BIG5_FORMS).encode("big5hkscs")


TRADITIONAL: Mapping[str, Encode] = {
    "big5": _big5,
    "big5 declared": lambda text: _big5(_declared(text, "big5")),
}
"""Only for pages in traditional characters."""
