"""What the tests of organs share: filling in a form of the staff pages as somebody."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.organs.models import Organ
from platform_parts import as_person

TODAY = timezone.localdate()
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def fill_in(user: User, change: str, organ: Organ, key: Any = None, **fields: Any) -> HttpResponse:
    """Send the form of a change as `user`; the answer is the page one is led to."""
    address = reverse(f"organs_{change}", args=[organ.code] if key is None else [organ.code, key])
    response: HttpResponse = as_person(user).post(address, fields, follow=True)
    return response


def text_of(response: HttpResponse) -> str:
    """The page's text."""
    return str(response.content.decode())
