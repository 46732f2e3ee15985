"""The public site as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """Pages of organs."""

    name = "gongkai.portal"
    label = "portal"

    def ready(self) -> None:
        """Who sees what; what follows a publication; what the database needs before the first organ."""
        from wagtail.signals import page_published, page_unpublished, workflow_approved, workflow_rejected

        from gongkai.cases.likely import pages_from
        from gongkai.organs import afterwards, policies
        from gongkai.portal import foundation, likely, moderation, shown, spaces, waiting
        from gongkai.portal.models import Picture, PublicFile
        from gongkai.staff.waiting import register

        policies.belongs_to(Picture, "collection__space__organ", "page.see")
        policies.belongs_to(PublicFile, "collection__space__organ", "page.see")
        page_published.connect(shown.published, dispatch_uid="portal shown")
        page_unpublished.connect(shown.unpublished, dispatch_uid="portal not shown")
        post_migrate.connect(foundation.lay, sender=self, dispatch_uid="portal foundation")
        workflow_approved.connect(moderation.approved, dispatch_uid="portal approved")
        workflow_rejected.connect(moderation.sent_back, dispatch_uid="portal sent back")
        register(waiting.waiting)
        pages_from(likely.pages)
        afterwards.CREATED.append(spaces.make_space)
        afterwards.RENAMED.append(spaces.rename_space)
