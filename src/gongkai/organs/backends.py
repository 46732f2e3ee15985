"""Permissions that Wagtail and Django ask for by name, answered from the roles."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from gongkai.organs import policies

# Wagtail's names and what they mean here: held in any organ; which rows is the business of the scoped querysets.
PERMISSIONS = {"wagtailadmin.access_admin": "organ.see"}


class RoleBackend(BaseBackend):
    """Answers `has_perm`; signs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, _obj: Any = None) -> bool:
        """Whether a role of `user_obj` brings `perm`."""
        return perm in PERMISSIONS and policies.may(user_obj, PERMISSIONS[perm])
