"""Events of requests are only ever added (只增不改): the triggers that see to it, on both databases."""

from gongkai.audit.triggers import append_only, register

GUARDS = register(append_only("cases_caseevent", "events of requests", key=("case_id",), follows="position"))
