"""Files of pages: named by content, immutable, only of kinds that no browser runs."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.audit.models import AuditRow
from gongkai.portal.models import Picture, PublicFile
from place_parts import Places, make_file, png
from platform_parts import World, as_person

pytestmark = pytest.mark.usefixtures("db")


def media() -> Path:
    return Path(settings.GONGKAI_DATA) / "media"


def test_a_file_is_stored_under_the_hash_of_its_content() -> None:
    digest = hashlib.sha256(b"abc").hexdigest()
    assert default_storage.save("公告.PDF", ContentFile(b"abc")) == f"{digest[:2]}/{digest}.pdf"
    assert (media() / digest[:2] / f"{digest}.pdf").read_bytes() == b"abc"


def test_the_same_content_is_stored_once_and_never_written_again() -> None:
    name = default_storage.save("a.pdf", ContentFile(b"abc"))
    kept = (media() / name).stat()
    assert default_storage.save("b.pdf", ContentFile(b"abc")) == name
    assert ((media() / name).stat().st_ino, (media() / name).stat().st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns)
    assert len([one for one in media().rglob("*") if one.is_file()]) == 1


def test_deleting_keeps_the_file() -> None:
    name = default_storage.save("a.pdf", ContentFile(b"abc"))
    default_storage.delete(name)
    assert (media() / name).read_bytes() == b"abc"


def test_a_file_has_no_address_of_its_own() -> None:
    name = default_storage.save("a.pdf", ContentFile(b"abc"))
    with pytest.raises(ValueError, match=name):
        default_storage.url(name)
    assert Client().get(f"/media/{name}").status_code == 404


def upload(client: Client, name: str, content: bytes, kind: str = "wagtaildocs") -> str:
    data = {"title": "上传", "file": SimpleUploadedFile(name, content)}
    return str(client.post(reverse(kind + ":add"), data).content.decode())


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xhtml", "a.js", "a.exe", "a.xml", "a.mhtml", "a"])
def test_what_a_browser_runs_is_refused(world: World, places: Places, name: str) -> None:
    upload(as_person(world.bureau.people["editor"]), name, b"<script>alert(1)</script>")
    assert set(PublicFile.objects.all()) == {places.bureau.file, places.stranger.file}


@pytest.mark.parametrize(("name", "content"), [("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("a.png", b"<script>alert(1)</script>")])
def test_a_picture_is_a_picture(world: World, places: Places, name: str, content: bytes) -> None:
    upload(as_person(world.bureau.people["editor"]), name, content, "wagtailimages")
    assert set(Picture.objects.all()) == {places.bureau.picture, places.stranger.picture}


def test_an_upload_goes_into_the_own_organs_collection_with_a_row_in_the_trail(world: World, places: Places) -> None:
    client = as_person(world.bureau.people["editor"])
    upload(client, "a.pdf", b"%PDF-1.4 x")
    upload(client, "a.png", png("blue"), "wagtailimages")
    assert PublicFile.objects.latest("pk").collection_id == Picture.objects.latest("pk").collection_id == places.bureau.space.collection_id
    rows = AuditRow.objects.order_by("-sequence")[:2]
    assert [(row.verb, row.organ, row.actor) for row in rows] == [
        (verb, world.bureau.organ.pk, str(world.bureau.people["editor"].pk)) for verb in ("picture.uploaded", "file.uploaded")
    ]


def test_a_collection_of_another_organ_cannot_be_written_into_the_form(world: World, places: Places) -> None:
    client = as_person(world.bureau.people["editor"])
    data = {"title": "错放", "file": SimpleUploadedFile("a.pdf", b"%PDF"), "collection": str(places.stranger.space.collection_id)}
    client.post(reverse("wagtaildocs:add"), data)
    assert not PublicFile.objects.filter(collection=places.stranger.space.collection_id, title="错放").exists()


def test_a_file_too_large_is_refused(world: World, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.WAGTAILDOCS_MAX_UPLOAD_SIZE", 10)
    upload(as_person(world.bureau.people["editor"]), "a.pdf", b"%PDF-1.4 more than ten bytes")
    assert set(PublicFile.objects.all()) == {places.bureau.file, places.stranger.file}


def test_nothing_in_a_served_file_runs(world: World, places: Places) -> None:
    for name in ("a.pdf", "a.txt"):
        file = make_file(places.bureau.space, "文件", b"<script>alert(1)</script>" + name.encode(), name)
        answer = as_person(world.bureau.people["editor"]).get(file.url)
        b"".join(answer.streaming_content)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"].startswith("inline" if name.endswith("pdf") else "attachment")
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_supervisor_reads_the_files_below_and_a_stranger_none(world: World, places: Places) -> None:
    answer = as_person(world.county.people["supervisor"]).get(places.bureau.file.url)
    assert b"".join(answer.streaming_content) == "平常".encode()
    assert as_person(world.county.people["supervisor"]).get(places.stranger.file.url).status_code == 404
    assert Client().get(places.bureau.file.url).status_code == 404


def test_who_uploads_a_file_is_told_that_it_is_for_publication(world: World, places: Places) -> None:  # noqa: ARG001  # makes the organ's collection
    page = as_person(world.bureau.people["editor"]).get("/staff/documents/add/").content.decode()
    assert "not encrypted" in page or "不加密" in page
