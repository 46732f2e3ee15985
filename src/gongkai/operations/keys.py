"""The keys that the data need: a start without them (a folder that was not mounted) would make new ones, and data that no one keyring can read."""

from django.conf import settings
from django.db import connection

from gongkai.messages import UserError, message
from gongkai.operations.models import KnownKey
from gongkai.vault.keyring import Keyring


def missing() -> list[str]:
    """The keys that the database knows and the key folder has not, or has with another content: `purpose number`."""
    held = {(purpose, number, one) for purpose, keys in Keyring.open(settings.GONGKAI_KEYS).fingerprints().items() for number, one in keys.items()}
    known = KnownKey.objects.order_by("purpose", "number").values_list("purpose", "number", "fingerprint")
    return [f"{purpose} {number}" for purpose, number, fingerprint in known if (purpose, number, fingerprint) not in held]


def are_known() -> bool:
    """Whether the database has the list of keys: not before it was brought up to date for the first time."""
    return KnownKey._meta.db_table in connection.introspection.table_names()  # noqa: SLF001  # Django's documented way to a table's name


def check() -> None:
    """Raises UserError when keys are missing."""
    if lacking := missing():
        raise UserError(
            message(
                "The folder {folder} lacks keys that the data were made with ({keys}): mount or put back the folder, or "
                "import your exported keys: gongkai manage keys import FILE.",
                folder=settings.GONGKAI_KEYS,
                keys=tuple(lacking),
            )
        )


def forget(purpose: str, number: int) -> None:
    """That key is being dropped on purpose: nothing is sealed with it any more, and no start asks for it. The only way out of the list."""
    KnownKey.objects.filter(purpose=purpose, number=number).delete()


def write_down() -> None:
    """The keys at hand are known from now on; raises UserError when known ones are missing."""
    check()
    known = set(KnownKey.objects.values_list("purpose", "number"))
    held = Keyring.open(settings.GONGKAI_KEYS).fingerprints()
    new = [(purpose, number, one) for purpose, keys in held.items() for number, one in keys.items() if (purpose, number) not in known]
    if new:
        rows = [KnownKey(purpose=purpose, number=number, fingerprint=one) for purpose, number, one in new]
        KnownKey.objects.bulk_create(rows, ignore_conflicts=True)  # another process may write them down at this moment
