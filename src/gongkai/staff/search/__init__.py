"""Wagtail's search boxes look for titles in the database: no index beside it, so no task at each save."""
