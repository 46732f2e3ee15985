"""What the tests of the staff site and of pages share."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from gongkai.portal.models import ContentPage, Picture, PublicFile
from gongkai.portal.spaces import make_space
from gongkai.staff.models import OrganSpace
from platform_parts import House, World

SECRET = "密语白鹭"  # in every text of the stranger's drafts, and nowhere else  # noqa: S105


@dataclass
class Place:
    """An organ's place with a draft, a published page, a picture and a file."""

    space: OrganSpace
    draft: Any
    published: Any
    picture: Any
    file: Any


@dataclass
class Places:
    """Those of the bureau and of the stranger, whose texts all have the secret word."""

    bureau: Place
    stranger: Place
    county: OrganSpace


def png(colour: str = "teal") -> bytes:
    """A small picture."""
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(kept, "PNG")
    return kept.getvalue()


def make_file(space: OrganSpace, title: str, content: bytes = b"%PDF-1.4 a file", name: str = "a.pdf") -> Any:
    """A file in the organ's collection."""
    return PublicFile.objects.create(title=title, file=ContentFile(content, name=name), collection=space.collection)


def make_picture(space: OrganSpace, title: str, colour: str = "teal") -> Any:
    """A picture in the organ's collection."""
    return Picture.objects.create(title=title, file=ContentFile(png(colour), name="a.png"), collection=space.collection)


def make_page(space: OrganSpace, title: str, **fields: Any) -> Any:
    """A draft under the organ's page."""
    page = ContentPage(title=title, date=dt.date(2026, 3, 2), live=False, has_unpublished_changes=True, **fields)
    space.page.specific.add_child(instance=page)
    page.save_revision()
    return page


def make_place(house: House, word: str, colour: str) -> Place:
    """A place with everything in it, each thing's title with `word`."""
    space = make_space(house.organ)
    draft = make_page(space, f"{word}草稿", body=[("text", f"<p>{word}正文</p>")])
    published = make_page(space, f"公告{house.organ.code}")
    published.get_latest_revision().publish()
    published.refresh_from_db()
    return Place(space, draft, published, make_picture(space, f"{word}图片", colour), make_file(space, f"{word}文件", word.encode()))


def make_places(world: World) -> Places:
    """All."""
    return Places(make_place(world.bureau, "平常", "teal"), make_place(world.stranger, SECRET, "red"), make_space(world.county.organ))


def form_of(page: Any, attachment: int | None = None) -> dict[str, str]:
    """The page's form as the editor sends it, with an attachment when the key of a file is given."""
    row = {"title": "附件一", "file": str(attachment), "date": "", "id": "", "ORDER": "1", "DELETE": ""}
    rows = {f"attachments-0-{name}": value for name, value in row.items()} if attachment else {}
    counts = {"TOTAL_FORMS": "1" if attachment else "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {
        "title": page.title,
        "slug": page.slug,
        "date": "2026-03-02",
        "body-count": "0",
        **{f"attachments-{name}": value for name, value in counts.items()},
        **rows,
    }
