"""Changes to reports."""

from gongkai.reports.actions.figures import EnterFigures

__all__ = ["EnterFigures"]
