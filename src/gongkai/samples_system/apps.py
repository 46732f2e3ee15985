"""The sample system as a Django app."""

from django.apps import AppConfig


class SamplesSystemConfig(AppConfig):
    """Organs and people that do not exist."""

    name = "gongkai.samples_system"
    label = "samples_system"
