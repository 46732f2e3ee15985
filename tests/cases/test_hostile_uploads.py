"""Files that are made to hurt whoever looks at them: each costs a moment and gets a sentence, whatever is in it."""

import io
import resource
import zipfile
import zlib

import pytest

from cases.public_parts import file
from cases.walk_through import send
from gongkai.cases.marking import mark_of, mark_of_file
from gongkai.cases.models import Upload
from gongkai.messages import UserError
from platform_parts import World


def _docx(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def _pdf(megabytes: int) -> bytes:
    """A page whose content unpacks to so much."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b"q Q " * (1 << 18)) for _piece in range(megabytes)), packer.flush()])
    return b"\n".join(
        [
            b"%PDF-1.4",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj",
            b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj" % (len(packed), packed),
            b"trailer<</Root 1 0 R>>",
        ]
    )


@pytest.mark.parametrize(
    "data",
    [
        _docx(document=b"<" * (2 << 20)),  # tags that never end
        _docx(**{f"header{number}": b"a" * (8 << 20) for number in range(40)}),  # 300 kB that unpack to 320 MB
        _docx(document="密级".encode() + b" " * (1 << 20) + b"x"),  # blanks that can be cut in every way
        _docx(document="秘 ".encode() * (1 << 20)),
    ],
)
def test_a_document_that_unpacks_without_end_is_looked_at(data: bytes) -> None:
    assert mark_of_file(data) is None  # in a moment: looked through in the way of before this would take hours


def test_a_text_of_blanks_is_looked_at() -> None:
    assert mark_of("密级" + " " * 1_000_000 + "x") is None


def test_a_mark_is_found_among_parts_that_are_too_large() -> None:
    assert mark_of_file(_docx(document=b"a" * (9 << 20), header1="机密★10年".encode())) == "secret"


def _spoiled() -> list[bytes]:
    whole = _docx(document=b"hello" * 100)
    local, central = whole.find(b"word/document.xml") - 30, whole.rfind(b"PK\x01\x02")
    found = []
    for at_local, at_central, value in ((6, 8, 1), (8, 10, 97)):  # a password; a method that nobody knows
        broken = bytearray(whole)
        broken[local + at_local] = broken[central + at_central] = value
        found.append(bytes(broken))
    damaged = bytearray(whole)
    damaged[local + 30 + len("word/document.xml") + 3] ^= 0xFF
    return [*found, bytes(damaged)]


@pytest.mark.parametrize("data", _spoiled(), ids=["password", "method", "damaged"])
def test_a_document_that_cannot_be_opened_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError) as refused:
        mark_of_file(data)
    assert "cannot be opened" in refused.value.message.msgid


def test_a_page_that_unpacks_to_gigabytes_is_read_elsewhere_and_stopped() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        assert mark_of_file(_pdf(1200)) is None
    except UserError as error:
        assert "takes too much" in error.message.msgid  # noqa: PT017  # either is right: what matters is who pays
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10, "in kB: nothing of what it unpacks to"


def test_the_public_form_says_so_and_keeps_nothing(world: World) -> None:
    answer = send(world.bureau, attachment_files=[file(one, "a.docx") for one in _spoiled()])[0]
    assert answer.status_code == 422
    assert [one[:6] for one in answer.context["refused"]] == ["a.docx"] * 3
    assert not Upload.objects.exists()
