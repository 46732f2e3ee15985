"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Sign-in, second factor, lockout."""

    name = "gongkai.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect what follows from a sign-in."""
        from gongkai.accounts import checks, receivers  # noqa: F401  # importing connects them
