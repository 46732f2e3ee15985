"""Whom a number speaks of: the whole system, the organ itself or another body, as far as the sentence says so."""

import re

# Nearest before the number wins; "other" is the careful answer, for a number of another body is compared with nothing.
_WORDS = re.compile(
    r"(?=[省市县区政我本局机委厅全各系所办街镇乡支大中分处])"  # their first characters: most of a text is passed over at once
    r"(?:(?P<other>[省市县区]本级|政府本级)"
    r"|(?P<organ>[我本]局|[我本]机关|[我本]单位|[我本]委|[我本]厅|[我本]办|局机关|局本级|本级机关|机关本级|县局本级|市局本级|委机关|厅机关)"
    r"|(?P<system>全系统|[全各][省市县区州盟旗](?!局|级|直)|系统(?!平台|功能|维护|升级|内置|地)|所属各单位|各级各部门)"
    r"|(?P<body>(?:局|委员会|委|厅|办公室|街道办事处|[镇乡市县区省]人?民?政府|支队|大队|中心|分局|所|处室)(?!信息|网|门户|公报|长|机关|属|部|办|子|子站|谓|有|列|示|述|在|需|公众|官方|政务|微|公开|工作|的|信箱)))"
)
_HAN = re.compile(r"[一-鿿]+$")
_AT_START = re.compile(r"(?:^|年|度|其中|由|经|向|对|被|我|本|全|和|与|及|现|将|对于|因)$")
_SHORTENED = (("监督管理", "监管"), ("委员会", "委"), ("人民政府", "政府"))
_SHORTEST = 3


def _subsequence(name: str, organ: str) -> bool:
    signs = iter(organ)
    return all(sign in signs for sign in name)


def _is_organ(body: str, organ: str | None) -> bool:
    """Whether `body`, the words up to a body's last sign, ends in a shortened name of `organ` with nothing before it."""
    if not organ:
        return False
    for long, short in _SHORTENED:
        body, organ = body.replace(long, short), organ.replace(long, short)
    for cut in range(len(body) - _SHORTEST + 1):
        if _subsequence(body[cut:], organ):
            return _AT_START.search(body[:cut]) is not None
    return False


def mentions(sentence: str, organ: str | None) -> tuple[tuple[int, str], ...]:
    """The bodies that `sentence` names: where each name ends, and `system`, `organ` or `other`."""
    found = []
    for match in _WORDS.finditer(sentence):
        who = str(match.lastgroup)
        if who == "body":
            run = _HAN.search(sentence, max(0, match.end() - 24), match.end())
            who = "organ" if run and _is_organ(run[0], organ) else "other"
        found.append((match.end(), who))
    return tuple(found)


def who(named: tuple[tuple[int, str], ...], position: int) -> str | None:
    """Whom the number at `position` speaks of: the last body named before it."""
    before = [who for end, who in named if end <= position]
    return before[-1] if before else None
