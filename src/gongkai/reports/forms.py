"""The form of figures that people enter. What is right is decided by the action."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.organs.forms.base import DayField
from gongkai.reports.entered import UNITS, Entered, cells_to_enter, is_amount, may_be_negative, rows_to_enter
from gongkai.statute.editions import Edition, Row, cell_labels
from gongkai.statute.printed import heads

_UNIT = ".unit"


class DayForm(forms.Form):
    """At the end of which day the form is shown."""

    day = DayField(label=_("As it stood at the end of"), required=False)


class FiguresForm(forms.Form):
    """A field for each cell of sections 2 and 4, one more for the unit of an amount, and where the figures are from."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    source = forms.CharField(
        label=_("Where the figures are from"), max_length=200, help_text=_("The register or the division that gave them. It is kept with them.")
    )

    def __init__(self, form: Edition, known: Entered, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = form
        self.fields["version"].initial = known.version
        names = _columns(form)
        for cell in cells_to_enter(form):
            row = known.rows.get(cell)
            keyboard = "text" if may_be_negative(cell) else "decimal" if is_amount(cell) else "numeric"
            self.fields[cell] = forms.CharField(
                label=names[cell],
                required=False,
                initial=row.value if row else "",
                widget=forms.TextInput(attrs={"inputmode": keyboard, "autocomplete": "off", "size": 10, "maxlength": 30}),
            )
            if is_amount(cell):
                unit = row.unit if row and row.unit else UNITS[0]
                self.fields[cell + _UNIT] = forms.ChoiceField(
                    label=_("Unit"),
                    choices=[(one, one) for one in UNITS],
                    initial=unit,
                    required=False,
                    widget=forms.Select(attrs={"lang": "zh-Hans"}),
                )

    def figures(self) -> dict[str, str]:
        """What was typed, by cell; of cells that were in the form only."""
        return {cell: self.cleaned_data[cell] for cell in cells_to_enter(self.edition) if cell in self.data}

    def units(self) -> dict[str, str]:
        """The units chosen, by cell."""
        return {cell: self.cleaned_data[cell + _UNIT] for cell in cells_to_enter(self.edition) if self.cleaned_data.get(cell + _UNIT)}

    def parts(self) -> Iterator[tuple[str, list[tuple[str, list[Any]]]]]:
        """The sections by their titles, in each the rows of the form by their labels, in each the fields."""
        for prefix in ("article20", "remedies"):
            rows = [row for row in rows_to_enter(self.edition) if row.prefix == prefix]
            yield heads().sections[prefix], [(_legend(row), list(self._fields_of(row))) for row in rows]

    @property
    def names_of_units(self) -> set[str]:
        """The names of the fields of units."""
        return {cell + _UNIT for cell in cells_to_enter(self.edition) if is_amount(cell)}

    def _fields_of(self, row: Row) -> Iterator[Any]:
        for cell in row.cells:
            for name in (cell, cell + _UNIT):
                if name in self.fields:
                    yield self[name]

    def general(self) -> Any:
        """The field that belongs to no cell."""
        return self["source"]


def _legend(row: Row) -> str:
    words = heads()
    group = words.litigation if row.code in words.litigation_rows else row.group
    return f"{group} · {row.label}" if group else row.label


def _columns(form: Edition) -> dict[str, str]:
    """The form's own words for the column of each cell."""
    whole = cell_labels(form.code)
    return {cell: whole[cell].rpartition("·")[2] for row in rows_to_enter(form) for cell in row.cells}
