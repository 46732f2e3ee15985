"""Rows of any model for one organ, a marked word in every text field: by introspection, so that a new model or field needs no line here."""

# ruff: noqa: SLF001  # _meta and _default_manager are Django's documented names

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from gongkai.audit import triggers
from gongkai.organs.models import Organ
from platform_parts import House
from walk.words import LENGTH, PUBLIC, Words

# Fields that everybody may read, or that hold no words of people, with the reason: they get the public word, or are left as they are.
OPEN: Mapping[str, str] = {
    "organs.Organ.": "what the law has everybody know of an organ: name, codes, disclosure office (Reg. 12)",
    "organs.OrganName.": "the names an organ had are as public as the one it has",
    "portal.OrganPage.": "an organ's own page is published with the organ",
}
KEPT: Mapping[str, str] = {
    "accounts.User.password": "a hash",
    "accounts.User.language": "a code of a language",
    "wagtailcore.Page.locale": "the site has one language",
    "organs.OrganSetting.name": "a name of the table of settings; a value that is text is given where the row is made",
    "organs.OrganEvent.recorded_by": "kind and key of the actor",
    "organs.OrganEvent.file": "a name in the file store",
    "organs.Notice.link": "an address of ours",
    "wagtailcore.Page.path": "the tree's own",
    "wagtailcore.Page.url_path": "follows from the slugs",
    "staff.RoleTask.capability": "a capability of the table",
}


@dataclass
class Side:
    """One of the organs: its letter, people, and what was made for it by model."""

    letter: str
    house: House
    words: Words
    made: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    @property
    def organ(self) -> Organ:
        """The organ."""
        return self.house.organ

    def keep(self, row: Any) -> Any:
        """Remember `row` as this organ's, and give it back."""
        self.made.setdefault(type(row), []).append(row)
        return row

    def first(self, model: type[models.Model]) -> Any:
        """A row of `model` of this organ, made when there is none."""
        rows = [row for known, found in self.made.items() if issubclass(known, model) for row in found]
        return rows[0] if rows else make(model, self)


def about(field_: models.Field[Any, Any]) -> str:
    """How a field is called in findings: app, model, field."""
    return f"{field_.model._meta.label}.{field_.name}"


def letter_of(field_: models.Field[Any, Any], side: Side) -> str:
    """Whose word goes into a field: the public one where everybody may read it."""
    return PUBLIC if any(about(field_).startswith(prefix) for prefix in OPEN) else side.letter


def is_text(field_: Any) -> bool:
    """Whether people write words into a field."""
    if about(field_) in KEPT or (field_.max_length or LENGTH) < LENGTH or field_.choices or getattr(field_, "primary_key", False):
        return False
    return isinstance(field_, models.CharField | models.TextField | models.JSONField | StreamField) and not isinstance(field_, models.FileField)


def text_for(field_: Any, side: Side, letter: str | None = None) -> Any:
    """A value with the side's word for a text field."""
    whose = letter or letter_of(field_, side)
    name = about(field_)
    if isinstance(field_, StreamField):
        return stream(field_.stream_block, partial(side.words.text, whose), name, side)
    if isinstance(field_, models.JSONField):
        return {"note": side.words.text(whose, name)}
    if isinstance(field_, models.EmailField):
        return f"{side.words.word(whose, name)}@example.org"
    if isinstance(field_, models.URLField):
        return f"https://{side.words.word(whose, name)}.example/"
    if isinstance(field_, models.SlugField):
        return side.words.text(whose, name, 0)
    return side.words.text(whose, name, field_.max_length)


def mark(row: Any, side: Side, letter: str | None = None, leave: frozenset[str] = frozenset()) -> Any:
    """Write a marked word into every text field of `row`, past all of the model's own code; returns it afresh."""
    values = {
        one.attname: text_for(one, side, letter)
        for one in type(row)._meta.concrete_fields
        if is_text(one) and one.name not in leave and not one.unique
    }
    values |= {
        one.attname: unique_text(one, row, side, letter)
        for one in type(row)._meta.concrete_fields
        if is_text(one) and one.unique and one.name not in leave
    }
    for parent in {one.model for one in type(row)._meta.concrete_fields if one.attname in values}:
        own = {name: value for name, value in values.items() if any(one.attname == name for one in parent._meta.local_concrete_fields)}
        parent._base_manager.filter(pk=row.pk).update(**own)
    return type(row)._base_manager.get(pk=row.pk)


def unique_text(field_: Any, row: Any, side: Side, letter: str | None) -> str:
    """A word that no other row of the field has, where its length allows a number behind it."""
    word = str(text_for(field_, side, letter)).replace(" ", "-")
    return f"{word[: (field_.max_length or 99) - 5]}-{row.pk}" if (field_.max_length or 99) > len(word) else str(getattr(row, field_.attname))


def make(model: type[models.Model], side: Side, **given: Any) -> Any:
    """A row of `model` for the side: foreign keys lead to rows of the same side, text fields hold its words."""
    values = dict(given)
    is_guarded = model._meta.db_table in triggers.tables()  # the database refuses to change its rows: all words are there from the first
    for one in model._meta.concrete_fields:
        if one.name not in values and (not _has_value(one) or (is_guarded and is_text(one))):
            values[one.name] = _value(one, side)
    row = model._base_manager.create(**values)
    return side.keep(row if is_guarded else mark(row, side, leave=frozenset(given)))


def _has_value(one: Any) -> bool:
    return (
        one.primary_key
        or one.has_default()
        or (one.null and not one.is_relation)
        or bool(getattr(one, "auto_now_add", False) or getattr(one, "auto_now", False))
    )


VALUES: tuple[tuple[type[Any], Callable[[], Any]], ...] = (
    (models.DateTimeField, timezone.now),
    (models.DateField, lambda: dt.date(2024, 3, 1)),
    (models.BooleanField, lambda: False),
    (models.UUIDField, uuid.uuid4),
    (models.BinaryField, lambda: b""),
    (models.IntegerField, lambda: 1),
    (models.GenericIPAddressField, lambda: "192.0.2.7"),
)


def _value(one: Any, side: Side) -> Any:
    if one.is_relation:
        return related(one.related_model, side) if not one.null or one.related_model is Organ else None
    if one.choices:
        return one.flatchoices[0][0]
    if isinstance(one, models.JSONField | StreamField | models.CharField | models.TextField):
        return text_for(one, side)
    return next(value() for kind, value in VALUES if isinstance(one, kind))


def related(model: Any, side: Side) -> Any:
    """What a foreign key to `model` leads to."""
    if model is Organ:
        return side.organ
    if model is get_user_model():
        return side.house.people["handler"]
    if model is ContentType:
        return ContentType.objects.get_for_model(Organ)
    return side.first(model)


Text = Callable[[str], str]


def stream(block: blocks.StreamBlock, text: Text, name: str, side: Side) -> Any:
    """A stream with one of every kind of block that takes words."""
    return block.normalize([(kind, block_value(child, text, f"{name}:{kind}", side)) for kind, child in block.child_blocks.items()])


def block_value(block: Any, text: Text, name: str, side: Side) -> Any:
    """A value for a block, marked where it is text; rows of the side where it chooses."""
    for kind, value in BLOCKS:
        if isinstance(block, kind):
            return value(block, text, name, side)
    return side.first(resolve_model_string(block.target_model)) if hasattr(block, "target_model") else block.get_default()


def _picture(_block: Any, text: Text, name: str, side: Side) -> Any:
    picture = side.first(get_image_model())
    picture.decorative, picture.contextual_alt_text = False, text(f"{name}.alt")
    return picture


def _struct(block: Any, text: Text, name: str, side: Side) -> Any:
    return block.normalize({kind: block_value(child, text, f"{name}.{kind}", side) for kind, child in block.child_blocks.items()})


def _table(block: Any, text: Text, name: str, _side: Side) -> Any:
    columns = [{"type": next(iter(block.child_blocks)), "heading": text(f"{name}.heading")}]
    return block.to_python({"columns": columns, "rows": [{"values": [text(f"{name}.cell")]}], "caption": text(f"{name}.caption")})


# By kind of block, the narrower ones first.
BLOCKS: tuple[tuple[Any, Callable[[Any, Text, str, Side], Any]], ...] = (
    (blocks.StreamBlock, stream),
    (ImageBlock, _picture),
    (blocks.StructBlock, _struct),
    (blocks.ListBlock, lambda block, text, name, side: block.normalize([block_value(block.child_block, text, name, side)])),
    (BaseTypedTableBlock, _table),
    (blocks.RichTextBlock, lambda block, text, name, _side: block.to_python(f"<p>{text(name)}</p>")),
    ((blocks.CharBlock, blocks.TextBlock), lambda _block, text, name, _side: text(name)),
)
