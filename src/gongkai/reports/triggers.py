"""Entered figures and kept months' ends are only ever added (只增不改): the triggers that see to it, on both databases."""

from gongkai.audit.triggers import append_only, register

GUARDS = (
    register(append_only("reports_enteredfigure", "entered figures")),
    register(append_only("reports_snapshot", "kept ends of months", key=("organ_id", "day"))),
)
