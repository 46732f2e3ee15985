"""Marks of state secrets are found at the head of texts and documents, and nothing else is taken for one."""

import io

import docx
import pytest

from gongkai.annual.write.document import Document, Paragraph, Part
from gongkai.annual.write.pdf import render
from gongkai.cases.marking import mark_of, mark_of_file, refusal


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("机密★10年\n关于……的通知", "secret"),
        ("关于一件事的函\n附件： 秘 密 ★ 1 年", "confidential"),
        ("绝密★长期", "top_secret"),
        ("绝密\u3000★\u3000启用前", "top_secret"),
        ("机密*20年", "secret"),
        ("青石县市场监督管理局\n机\u3000密\n2025年名单", "secret"),
        ("密级：秘密", "confidential"),
        ("【绝密】", "top_secret"),
        ("（机密）\n会议纪要", "secret"),
    ],
)
def test_a_mark_is_found(text: str, level: str) -> None:
    assert mark_of(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "",
        "贵局定密的国家秘密事项目录",
        "2025年机密级文件数量及秘密级文件数量",
        "商业秘密保护办法",
        "名单\n" * 20 + "机密",
        "贵局的机密文件 * 不需要 *",
    ],
)
def test_who_speaks_of_secrets_has_not_marked_anything(text: str) -> None:
    assert mark_of(text) is None


def _docx(first: str, header: str = "") -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(first)
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = header
    made.save(out)
    return out.getvalue()


def _pdf(first: str) -> bytes:
    return render(Document(title="申请书", organ="", year=None, facts=(), parts=(Part("", (Paragraph(first),)),), signature=()))


def test_the_mark_of_a_file_is_read_from_what_it_says() -> None:
    assert mark_of_file(_docx("机密★5年")) == "secret"
    assert mark_of_file(_docx("申请书", header="秘密★1年")) == "confidential"
    assert mark_of_file(_docx("申请书")) is None
    assert mark_of_file(_pdf("绝密★长期")) == "top_secret"
    assert mark_of_file(_pdf("申请公开名单")) is None
    assert mark_of_file(b"\x89PNG\r\n\x1a\n") is None
    assert mark_of_file(b"%PDF-1.7 broken") is None


def test_the_refusal_says_what_to_do() -> None:
    assert "placeholder" in refusal("secret").text("en")
    assert "机密" in refusal("secret").text("en")
