"""What the database holds of the public site: pages, files, and which files the public may have."""

from gongkai.portal.models.files import Picture, PictureRendition, PublicFile
from gongkai.portal.models.pages import ContentPage, OrganPage, PageAttachment
from gongkai.portal.models.shown import Shown

__all__ = ["ContentPage", "OrganPage", "PageAttachment", "Picture", "PictureRendition", "PublicFile", "Shown"]
