"""Sites as real processes."""

from server_parts import collected, site

__all__ = ["collected", "site"]
