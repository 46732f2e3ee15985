"""The staff site as a Django app, and Wagtail's users without their screens."""

from django.apps import AppConfig
from django.db.models.signals import post_save
from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(AppConfig):
    """Home, notices, scoping of Wagtail."""

    name = "gongkai.staff"
    label = "staff"
    default = True  # of the classes that this module names

    def ready(self) -> None:
        """Wagtail's choosers with a nonce, its page log into our trail, its pages out of the reference index (each save would queue a task)."""
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import Page, PageLogEntry

        from gongkai.organs import policies
        from gongkai.staff import wagtail_trail
        from gongkai.staff.labels import give_link_forms_labels
        from gongkai.staff.models import OrganSpace
        from gongkai.staff.nonces import give_choosers_a_nonce
        from gongkai.staff.scoping.grants import under

        give_choosers_a_nonce()
        give_link_forms_labels()
        Page.wagtail_reference_index_ignore = True
        policies.belongs_to(OrganSpace, "organ", "page.see")
        policies.is_seen_by(Page, lambda user: under(user, "page.see"))
        post_save.connect(wagtail_trail.page_logged, sender=PageLogEntry, dispatch_uid="trail of pages")
        for model in (get_image_model(), get_document_model()):
            post_save.connect(wagtail_trail.file_saved, sender=model, dispatch_uid=f"trail of {model.__name__}")


class UsersWithoutScreens(WagtailUsersAppConfig):
    """Wagtail's users without its screens: these show every account and group to whoever may open them.

    No person has a right to them (`gongkai.organs.backends`), and no address is offered (`gongkai.staff.scoping.addresses`).
    """

    user_viewset = "gongkai.staff.no_screens.NoScreens"
    group_viewset = "gongkai.staff.no_screens.NoScreens"
