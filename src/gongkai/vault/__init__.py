"""The vault: keys kept outside the database, encryption, blind index, immutable files named by content.

`keyring` holds the keys of each purpose (`keyfile`: how they lie on disk, `keycopy`: a copy under a passphrase), `cipher` seals bytes and text,
`blind` finds an exact value without decrypting, `files` keeps files, `durable` writes so that a killed process leaves nothing half done.
Why so: docs/decisions/0009-keys-and-ciphers.md.

May import: the standard library, `cryptography`, `gongkai.messages`; no other part of gongkai, no web framework.
"""
