"""Events of entries are only ever added (只增不改): the triggers that see to it, on both databases."""

from gongkai.audit.triggers import append_only, register

GUARDS = register(append_only("registers_entryevent", "events of entries", key=("entry_id",), follows="position"))
