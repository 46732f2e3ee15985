"""Pages that editors write: one for each organ, and under it what the organ publishes in running text."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Orderable, Page, PagePermissionTester, Workflow

from gongkai.organs.models import Organ
from gongkai.portal.workflows import PAGES
from gongkai.reports.coverage import years_of

# No embeds: they fetch other hosts. Links lead to pages of the own organ (the chooser is scoped), to files, and outside.
_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class NothingVanishes(PagePermissionTester):
    """What may be done with a page: it is written, published and unpublished; nobody deletes, moves, copies, hides or locks it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002, FBT001, FBT002  # Wagtail's signature
        """No."""
        return False

    def can_copy(self) -> bool:
        """No: a copy would carry another page's workflow and files along."""
        return False

    def can_lock(self) -> bool:
        """No."""
        return False

    def can_unlock(self) -> bool:
        """No."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """No: what is published is public."""
        return False

    def can_reorder_children(self) -> bool:
        """No: pages are listed by date."""
        return False


class _WrittenPage(Page):
    """What both kinds share: the workflow of pages, no schedule, no privacy."""

    is_creatable = False
    wagtail_reference_index_ignore = True
    settings_panels: ClassVar[list[Any]] = []
    show_in_menus_default = False

    class Meta:
        """No table of its own."""

        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What `user` may do with the page."""
        return NothingVanishes(user, self)

    def get_workflow(self) -> Any:
        """The same for all: the head of the disclosure office publishes."""
        workflow = Workflow.objects.filter(name=PAGES, active=True).first()
        if workflow is not None:
            workflow.name = gettext("review for publication")  # editors read it on the button
        return workflow

    @property
    def has_workflow(self) -> bool:
        """Always, once the platform is set up."""
        return self.get_workflow() is not None

    def organ(self) -> Organ | None:
        """Whose page it is."""
        return Organ.objects.filter(space__page__in=self.get_ancestors(inclusive=True)).first()


class OrganPage(_WrittenPage):
    """An organ's first page (机关首页): made with the organ by `gongkai.portal.spaces`, named as the organ is."""

    intro = RichTextField(_("introduction"), features=_TEXT, blank=True)

    content_panels = (FieldPanel("intro"),)
    promote_panels: ClassVar[list[Any]] = []
    parent_page_types: ClassVar[list[str]] = []
    subpage_types = ("portal.ContentPage",)
    template = "portal/organ_page.html"

    class Meta:
        """How Wagtail calls it."""

        verbose_name = _("page of an organ")
        verbose_name_plural = _("pages of organs")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The organ, and what it has published under it, newest first."""
        entries = ContentPage.objects.child_of(self).live().order_by("-date", "-pk")
        organ = self.organ()
        years = years_of(organ, timezone.localdate()) if organ else []
        return {**super().get_context(request, *args, **kwargs), "organ": organ, "entries": entries, "years": years}


class ContentPage(_WrittenPage):
    """A page of text with tables, pictures, files and attachments (附件)."""

    is_creatable = True
    date = models.DateField(_("date of publication"), default=timezone.localdate)
    body = StreamField(
        [
            ("heading", blocks.CharBlock(label=_("Heading"), icon="title", template="portal/blocks/heading.html")),
            ("text", blocks.RichTextBlock(label=_("Text"), features=_TEXT)),
            (
                "table",
                TypedTableBlock([("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table"), template="portal/blocks/table.html"),
            ),
            ("file", DocumentChooserBlock(label=_("File"), template="portal/blocks/file.html")),
            ("picture", ImageBlock(label=_("Picture"), template="portal/blocks/picture.html")),
        ],
        verbose_name=_("text"),
        blank=True,
    )

    content_panels = (
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
    )
    promote_panels = (FieldPanel("slug"),)
    parent_page_types = ("portal.OrganPage", "portal.ContentPage")
    subpage_types = ("portal.ContentPage",)
    template = "portal/content_page.html"

    class Meta:
        """How Wagtail calls it."""

        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The organ, the published pages below."""
        entries = ContentPage.objects.child_of(self).live().order_by("-date", "-pk")
        return {**super().get_context(request, *args, **kwargs), "organ": self.organ(), "entries": entries}


class PageAttachment(Orderable):
    """An attachment (附件) of a page: a file with the name and date under which it is listed."""

    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey("portal.PublicFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    date = models.DateField(_("date"), null=True, blank=True)

    panels = (FieldPanel("title"), FieldPanel("file"), FieldPanel("date"))

    class Meta(Orderable.Meta):
        """In the order of the page."""

        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title
