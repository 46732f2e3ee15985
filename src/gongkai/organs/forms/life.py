"""An organ's life: created, renamed, merged, abolished; who it stands under."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.organs import policies
from gongkai.organs.actions import (
    AbolishOrgan,
    ChangeFacts,
    CreateOrgan,
    Facts,
    MergeOrgans,
    RenameOrgan,
    SetGuidance,
    SetSupervision,
)
from gongkai.organs.forms.base import BasisForm, Confirmed, DayField, FromToday, OptionalBasisForm, OrganChoice, TextLines
from gongkai.organs.models import Organ, Relation
from gongkai.organs.setting_table import NATIONAL, SETTINGS


def _name_fields(form: Any) -> None:
    form.fields["name"].initial = form.place.organ.name
    form.fields["short_name"].initial = form.place.organ.short_name


class _NewOrganFields(forms.Form):
    """What is fixed about a new organ."""

    code = forms.SlugField(label=_("Code"), help_text=_("For addresses; small letters, digits and hyphens. It is never changed."), max_length=60)
    name = forms.CharField(label=_("Full name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organ.Kind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Organ.Level.choices)
    region_code = forms.CharField(label=_("Region code"), help_text=_("GB/T 2260, 6 digits; 9 for a township"), max_length=20, required=False)
    credit_code = forms.CharField(label=_("Unified social credit code"), max_length=40, required=False)
    management = forms.ChoiceField(label=_("Whose management it stands under"), choices=SETTINGS["management"].kind.choices)  # type: ignore[attr-defined]
    line = forms.ChoiceField(label=_("Line for which the law has rules of its own"), choices=SETTINGS["line"].kind.choices)  # type: ignore[attr-defined]

    def facts(self) -> Facts:
        """The facts as typed."""
        return Facts(*(self.cleaned_data[name] for name in ("kind", "level", "region_code", "credit_code")))


class CreateForm(_NewOrganFields, OptionalBasisForm):
    """A new organ below that of the page."""

    created_on = FromToday(label=_("Created on"))

    def action(self) -> CreateOrgan:
        """Create it."""
        return _creating(self, self.cleaned_data["created_on"])


def _creating(form: Any, on: Any) -> CreateOrgan:
    named = {name: form.cleaned_data[name] for name in ("code", "name", "short_name", "management", "line")}
    return CreateOrgan(facts=form.facts(), created_on=on, superior=form.place.organ, basis=form.basis_given(), **named)


class RenameForm(BasisForm):
    """Another name."""

    name = forms.CharField(label=_("New full name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    on = FromToday(label=_("First day of the new name"))

    def prepare(self) -> None:
        """The names of today."""
        _name_fields(self)

    def action(self) -> RenameOrgan:
        """Rename it."""
        named = {name: self.cleaned_data[name] for name in ("name", "short_name", "on")}
        return RenameOrgan(organ=self.place.organ, basis=self.basis_given(), **named)


class FactsForm(BasisForm):
    """Kind, level and codes."""

    kind = _NewOrganFields.base_fields["kind"]
    level = _NewOrganFields.base_fields["level"]
    region_code = _NewOrganFields.base_fields["region_code"]
    credit_code = _NewOrganFields.base_fields["credit_code"]
    on = FromToday(label=_("Holds from"))

    def prepare(self) -> None:
        """What is recorded."""
        organ = self.place.organ
        for name in ("kind", "level", "region_code", "credit_code"):
            self.fields[name].initial = getattr(organ, name) or ""
        if organ.region_code == NATIONAL:
            self.fields["region_code"].initial = ""

    def action(self) -> ChangeFacts:
        """Change them."""
        facts = Facts(*(self.cleaned_data[name] for name in ("kind", "level", "region_code", "credit_code")))
        return ChangeFacts(organ=self.place.organ, facts=facts, on=self.cleaned_data["on"], basis=self.basis_given())


class _MergedField(forms.ModelMultipleChoiceField):
    """The organs that are merged."""

    def __init__(self) -> None:
        super().__init__(label=_("Organs that are merged"), queryset=None, widget=forms.CheckboxSelectMultiple)


class MergeForm(BasisForm):
    """Other organs are merged into that of the page."""

    organs = _MergedField()
    on = FromToday(label=_("First day without them"))
    confirmed = Confirmed()

    def prepare(self) -> None:
        """Those in which the user may."""
        self.fields["organs"].queryset = self.place.organs_with("organ.life").exclude(pk=self.place.organ.pk)

    def action(self) -> MergeOrgans:
        """Merge them."""
        merged = tuple(self.cleaned_data["organs"])
        return MergeOrgans(organs=merged, successor=self.place.organ, on=self.cleaned_data["on"], basis=self.basis_given())


class MergeNewForm(_NewOrganFields, BasisForm):
    """Organs are merged into a new one below that of the page."""

    organs = _MergedField()
    on = FromToday(label=_("First day of the new organ"))
    confirmed = Confirmed()

    def prepare(self) -> None:
        """Those in which the user may."""
        self.fields["organs"].queryset = self.place.organs_with("organ.life").exclude(pk=self.place.organ.pk)

    def action(self) -> MergeOrgans:
        """Create the one, merge the others into it."""
        on = self.cleaned_data["on"]
        return MergeOrgans(organs=tuple(self.cleaned_data["organs"]), successor=_creating(self, on), on=on, basis=self.basis_given())


class AbolishForm(BasisForm):
    """The end without a successor."""

    on = FromToday(label=_("First day without it"))
    confirmed = Confirmed()

    def action(self) -> AbolishOrgan:
        """Abolish it."""
        return AbolishOrgan(organ=self.place.organ, on=self.cleaned_data["on"], basis=self.basis_given())


class SupervisionForm(OptionalBasisForm):
    """To whom it reports."""

    superior = OrganChoice(label=_("Reports to"))
    since = FromToday(label=_("Since"))

    def prepare(self) -> None:
        """Those in which the user may."""
        super().prepare()
        self.fields["superior"].queryset = self.place.organs_with("organ.life").exclude(pk=self.place.organ.pk)

    def action(self) -> SetSupervision:
        """Set it."""
        cleaned = self.cleaned_data
        return SetSupervision(organ=self.place.organ, superior=cleaned["superior"], since=cleaned["since"], basis=self.basis_given())


class GuidanceForm(OptionalBasisForm):
    """Who guides its business."""

    superiors = TextLines(
        label=_("Guided by"),
        help_text=_("All organs that guide its business from that day on, by full name or code, one a line; empty: none"),
        required=False,
    )
    since = DayField(label=_("Since"))

    def prepare(self) -> None:
        """Those who guide it now."""
        super().prepare()
        rows = policies.visible(self.place.user, Relation).filter(kind="guidance", subordinate=self.place.organ, until__isnull=True)
        self.fields["superiors"].initial = "\n".join(row.superior.name for row in rows.select_related("superior"))

    def clean_superiors(self) -> tuple[Organ, ...]:
        """The organs of these names."""
        lines = dict.fromkeys(line.strip() for line in self.cleaned_data["superiors"].splitlines() if line.strip())
        found = {line: policies.organ_named(line) for line in lines}
        unknown = [line for line, organ in found.items() if organ is None]
        if unknown:
            raise ValidationError(gettext("There is no organ of this name or code: %(names)s.") % {"names": "、".join(unknown)})
        return tuple(dict.fromkeys(organ for organ in found.values() if organ))

    def action(self) -> SetGuidance:
        """Set it."""
        cleaned = self.cleaned_data
        return SetGuidance(organ=self.place.organ, superiors=cleaned["superiors"], since=cleaned["since"], basis=self.basis_given())
