"""Which rows name files, so that a backup can be proved to have each of them. Apps above register their columns in `ready()`."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import FileField, QuerySet

from gongkai.messages import Message, message
from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring

_COLUMNS: dict[str, set[str]] = {}


def names_stored_files(model: str, column: str) -> None:
    """Register that `column` of `model` ("organs.OrganEvent") names files of the store (`gongkai.vault.files`), or is empty."""
    _COLUMNS.setdefault(model, set()).add(column)


def is_named(name: str) -> bool:
    """Whether any row names the stored file."""
    return any(
        apps.get_model(model)._default_manager.filter(**{column: name}).exists()  # noqa: SLF001  # Django's documented name
        for model, columns in _COLUMNS.items()
        for column in columns
    )


def destroy_with(rows: QuerySet[Any], column: str, forget: Callable[[QuerySet[Any]], object], older_than_seconds: float) -> None:
    """Destroy the stored files that `column` of `rows` names, unless another row names them, and `forget` the rows, which is given those of a file.

    The file is gone before its rows are: cut off between, the next run finds them and makes an end. So it does with a file that somebody put again
    within `older_than_seconds` (`FileStore.destroy`). The other way round a file full of personal data would stay that nobody knows of.
    """
    store = FileStore(settings.GONGKAI_FILES, Keyring.open(settings.GONGKAI_KEYS))
    for name in sorted(set(rows.values_list(column, flat=True))):
        with transaction.atomic():
            forget(rows.filter(**{column: name}))
            if not is_named(name) and not store.destroy(name, older_than_seconds) and store.exists(name):
                transaction.set_rollback(True)


def lacking() -> Iterator[Message]:
    """Each file that a row names and that is not there, or does not open."""
    store = FileStore(settings.GONGKAI_FILES, Keyring.open(settings.GONGKAI_KEYS))
    yield from store.problems()
    for model, column, name in _named_in_store():
        if not store.exists(name):
            yield message("{model} names the file {name} ({column}), which is missing", model=model, column=column, name=name)
    for model, column, name, is_there in _media():
        if not is_there:
            yield message("{model} names the file {name} ({column}), which is missing", model=model, column=column, name=name)


def _named_in_store() -> Iterator[tuple[str, str, str]]:
    for model, columns in sorted(_COLUMNS.items()):
        for column in sorted(columns):
            rows = apps.get_model(model)._default_manager.exclude(**{column: ""}).values_list(column, flat=True)  # noqa: SLF001  # Django's documented name
            yield from ((model, column, name) for name in rows.order_by().distinct().iterator())


def _media() -> Iterator[tuple[str, str, str, bool]]:
    for model in apps.get_models():
        label = model._meta.label  # noqa: SLF001  # Django's documented way to a model's fields
        for field in model._meta.get_fields():  # noqa: SLF001
            if isinstance(field, FileField) and field.model is model:
                rows = model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)  # noqa: SLF001
                yield from ((label, field.name, name, field.storage.exists(name)) for name in rows.order_by().distinct().iterator())
