"""The audit trail as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only rows in a keyed chain."""

    name = "gongkai.audit"
    label = "audit"
