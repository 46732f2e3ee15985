"""The gettext domains: which sentences belong to which, where each one's catalogues stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue_parts.extraction import TEMPLATE_METHOD, Arguments

SOURCE = Path(__file__).resolve().parents[2] / "src" / "gongkai"
CHINESE, ENGLISH = "zh_Hans", "en"
LANGUAGES = (CHINESE, ENGLISH)

GETTEXT: Mapping[str, Arguments] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LAZY: Mapping[str, Arguments] = {f"{name}_lazy": arguments for name, arguments in GETTEXT.items()}


@dataclass(frozen=True)
class Domain:
    """A set of catalogues: the files that its sentences are in, by pattern, and the functions that they are arguments of.

    `package_strings`, if any, has the Chinese of sentences of other packages, which goes into the Chinese catalogue too.
    """

    name: str
    locale: Path
    methods: tuple[tuple[str, str], ...]
    keywords: Mapping[str, Arguments]
    package_strings: Path | None = None

    def filled_by(self, file: Path) -> bool:
        """Whether the sentences of this JSON file are for this domain: `NAME.django.json`; `NAME.json` is for the pure one."""
        named = file.suffixes[-2].removeprefix(".") if len(file.suffixes) > 1 else PURE.name
        return named == self.name


PURE = Domain(
    name="gongkai",
    locale=SOURCE / "locale",
    methods=(("**.py", "python"),),
    keywords={"N_": None, "message": None},  # the only two ways in which a sentence enters pure code
)
_PACKAGE_STRINGS = Path(__file__).parent / "package_strings"
DJANGO = Domain(
    name="django",
    locale=SOURCE / "web" / "locale",
    methods=(("**.py", "python"), *((f"**/templates/**.{suffix}", TEMPLATE_METHOD) for suffix in ("html", "txt", "xml"))),
    keywords={"_": None, "gettext_noop": None, **GETTEXT, **LAZY},
    package_strings=_PACKAGE_STRINGS / "django.po",
)
SCRIPTS = Domain(
    name="djangojs",  # Django's name; what its JavaScriptCatalog serves
    locale=SOURCE / "web" / "locale",
    methods=(("**/static/**.js", "javascript"),),
    keywords=GETTEXT,
    package_strings=_PACKAGE_STRINGS / "djangojs.po",
)
DOMAINS = (PURE, DJANGO, SCRIPTS)
