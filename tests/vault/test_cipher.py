"""What is sealed opens with its key in its place, and in no other way."""

import struct
import traceback
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from gongkai.vault.cipher import VaultError, seal, seal_text, sealed_with, unseal, unseal_text
from gongkai.vault.keyfile import Held
from gongkai.vault.keyring import Key, Keyring
from vault.told import told

NAME = b"persons.person:6f1c:name"


def ring(*secrets: bytes) -> Keyring:
    """A keyring that knows only these keys, numbered from 1; its folder does not exist."""
    return Keyring(Path("/nowhere"), Held({"personal": dict(enumerate(secrets, 1)), "files": {1: bytes(32)}}, None))


KEYS = ring(b"a" * 32, b"b" * 32)
CURRENT = KEYS.current("personal")


@given(plain=st.binary(max_size=300), context=st.binary(max_size=40))
def test_what_was_sealed_opens_with_the_same_context(plain: bytes, context: bytes) -> None:
    sealed = seal(CURRENT, plain, context)
    assert unseal(KEYS, "personal", sealed, context) == plain
    assert plain == b"" or len(plain) < 8 or plain not in sealed


@given(st.text())
def test_every_text_opens_as_it_was_sealed(text: str) -> None:
    assert unseal_text(KEYS, "personal", seal_text(CURRENT, text, NAME), NAME) == text


@pytest.mark.parametrize("name", ["𠮷田", "䶮", "𬱖", "神\ufa19", "葛\U000e0100", "阿卜杜拉·买买提", "张 三"])
def test_names_with_rare_characters_stay_whole_and_are_never_normalised(name: str) -> None:
    assert unseal_text(KEYS, "personal", seal_text(CURRENT, name, NAME), NAME) == name


@given(place=st.integers(0, 1000), flip=st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, flip: int) -> None:
    sealed = bytearray(seal(CURRENT, "张三".encode(), NAME))
    sealed[place % len(sealed)] ^= flip
    with pytest.raises(VaultError):
        unseal(KEYS, "personal", bytes(sealed), NAME)


@given(st.integers(0, 37))
def test_anything_cut_off_is_noticed(length: int) -> None:
    sealed = seal(CURRENT, b"12345", NAME)[:length]
    with pytest.raises(VaultError):
        unseal(KEYS, "personal", sealed, NAME)


@given(st.binary(max_size=60).filter(lambda other: other != NAME))
def test_what_was_moved_to_another_place_does_not_open(other: bytes) -> None:
    with pytest.raises(VaultError) as error:
        unseal(KEYS, "personal", seal(CURRENT, b"x", NAME), other)
    assert "moved here from another place" in told(error)


def test_the_border_between_header_and_context_cannot_be_moved() -> None:
    sealed = seal(CURRENT, b"x", b"")
    with pytest.raises(VaultError):
        unseal(KEYS, "personal", sealed, sealed[:5])


@given(st.binary(min_size=32, max_size=32).filter(lambda secret: secret != CURRENT.secret))
def test_another_key_of_the_same_number_does_not_open_it(secret: bytes) -> None:
    with pytest.raises(VaultError) as error:
        unseal(ring(b"a" * 32, secret), "personal", seal(CURRENT, b"x", NAME), NAME)
    assert told(error).startswith("The encrypted data does not open with key 2 of the purpose personal")


def test_a_key_that_the_keyring_lacks_is_named() -> None:
    with pytest.raises(VaultError) as error:
        unseal(ring(b"a" * 32), "personal", seal(CURRENT, b"x", NAME), NAME)
    assert told(error).startswith("Key 2 of the purpose personal is not in /nowhere")


def test_what_an_old_key_sealed_still_opens_after_rotating_and_tells_its_key() -> None:
    old = seal(KEYS.key("personal", 1), b"x", NAME)
    assert (sealed_with(old), sealed_with(seal(CURRENT, b"x", NAME))) == (1, 2)
    assert unseal(KEYS, "personal", old, NAME) == b"x"


def test_the_number_in_front_is_authenticated() -> None:
    sealed = seal(KEYS.key("personal", 1), b"x", NAME)
    twins = ring(b"a" * 32, b"a" * 32)
    assert unseal(twins, "personal", sealed, NAME) == b"x"
    with pytest.raises(VaultError):
        unseal(twins, "personal", sealed[:1] + (2).to_bytes(4) + sealed[5:], NAME)


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert len({seal(CURRENT, b"x", NAME) for _ in range(100)}) == 100


def test_the_layout_on_disk_is_the_documented_one() -> None:
    # Format 1, number 2, nonce of 12 bytes, then AES-256-GCM with format, number and context authenticated: opened here without our code.
    sealed = seal(CURRENT, b"x", NAME)
    assert sealed[:5] == struct.pack(">BI", 1, 2)
    assert AESGCM(b"b" * 32).decrypt(sealed[5:17], sealed[17:], sealed[:5] + NAME) == b"x"


def test_a_format_that_is_not_known_is_named() -> None:
    with pytest.raises(VaultError) as error:
        sealed_with(b"\7" + seal(CURRENT, b"x", NAME)[1:])
    assert told(error) == "The encrypted data is damaged, or was written by a newer version of this program: its format 7 is not known."


def test_nothing_of_the_data_is_in_an_error_of_a_text_that_cannot_be_kept() -> None:
    with pytest.raises(VaultError) as error:
        seal_text(CURRENT, "王小明\ud842", NAME)
    assert told(error) == "The text holds half a character and cannot be kept: type it again."
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__
    assert "王小明" not in "".join(traceback.format_exception_only(error.value))


def test_bytes_that_are_no_text_are_told_apart_without_showing_them() -> None:
    with pytest.raises(VaultError) as error:
        unseal_text(KEYS, "personal", seal(CURRENT, b"secret\xff", NAME), NAME)
    assert told(error) == "The encrypted data opens, but is no text: it was sealed as something else."
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__


def test_a_key_of_another_purpose_does_not_open_it() -> None:
    sealed = seal(Key("personal", 1, b"a" * 32), b"x", NAME)
    with pytest.raises(VaultError):
        unseal(KEYS, "files", sealed, NAME)
