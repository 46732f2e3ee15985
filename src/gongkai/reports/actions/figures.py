"""Figures that no ledger of this system has are entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, lock_organ, one_line
from gongkai.organs.models import Organ
from gongkai.reports.coverage import coverage
from gongkai.reports.entered import UNITS, Entered, WrongFigureError, cells_to_enter, digits, entered, is_amount
from gongkai.reports.models import EnteredFigure


@dataclass(kw_only=True)
class EnterFigures(Action):
    """Figures of sections 2 and 4 of the report of `organ` on `year` are entered (填报): texts by cell code, those of `figures` only.

    An empty text says that the figure is not known, never that it is 0. `units` are those of the amounts, `source` says where the figures are from;
    `version` is that of what was entered when the form was shown (None: whatever it is now).
    """

    verb: ClassVar[str] = "report.figures"
    capability: ClassVar[str] = "report.enter"

    organ: Organ
    year: int
    figures: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    source: str
    version: int | None = None
    changed: dict[str, tuple[str, str]] = field(default_factory=dict, init=False)

    def organ_asked(self) -> Organ:
        """The organ that reports."""
        return self.organ

    def check(self) -> None:
        """A report that the organ makes, figures that fit their cells, and something that changes."""
        form = coverage(self.organ, self.year, timezone.localdate()).edition
        lock_organ(self.organ)
        before = entered(self.organ, self.year)
        if self.version is not None and before.version != self.version:
            raise ValidationError(
                _("Somebody else has entered figures since you opened this form; nothing of yours was kept. Look at them, then enter yours again.")
            )
        problems = Problems()
        self.source = one_line(self.source, "source", problems, most=200, needed=True)
        known = cells_to_enter(form)
        for cell, text in self.figures.items():
            if cell not in known:
                problems.add(cell, _("The form of %(year)s has no cell of that name to be entered.") % {"year": self.year})
            else:
                self._read(cell, text, before, problems)
        problems.stop()
        if not self.changed:
            raise ValidationError(_("Nothing has changed: these figures are entered already."))

    def _read(self, cell: str, text: str, before: Entered, problems: Problems) -> None:
        try:
            value = digits(text, cell)
        except WrongFigureError as error:
            problems.add(cell, str(error))
            return
        unit = self.units.get(cell, UNITS[0]) if value and is_amount(cell) else ""
        if unit and unit not in UNITS:
            problems.add(cell, _("Choose the unit of the amount."))
        row = before.rows.get(cell)
        if (value, unit) != ((row.value, row.unit) if row else ("", "")):
            self.changed[cell] = (value, unit)

    def write(self, actor: Actor) -> Organ:
        """A row for each figure that changes."""
        by = f"{actor.kind}:{actor.key}"
        EnteredFigure.objects.bulk_create(
            EnteredFigure(organ=self.organ, year=self.year, cell=cell, value=value, unit=unit, source=self.source, by=by)
            for cell, (value, unit) in self.changed.items()
        )
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """The year and which cells."""
        return {"year": self.year, "cells": sorted(self.changed)}
