"""The remedies clause of a letter (救济告知) as text: with the organ and the court by name, or not at all."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.statute.remedies_letter import LetterRemedies

_MISSING = {
    "review": gettext_lazy("the reconsideration organ"),
    "court": gettext_lazy("the court"),
    "internet_way": gettext_lazy("where reconsideration can be asked for through the internet (ARL 22)"),
}


def clause(found: LetterRemedies) -> str:
    """The paragraph. Raises ValidationError: a body that nobody has named; a letter must not guess it."""
    missing = [*found.unnamed, *(["internet_way"] if found.internet_way_due else [])]
    if missing:
        sentence = _("The letter must name %(missing)s: an administrator enters it among the settings of the organ.")
        raise ValidationError([sentence % {"missing": _MISSING[one]} for one in missing])
    return "".join(sentence.text("zh_Hans") for sentence in found.sentences)
