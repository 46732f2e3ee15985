"""Backup and restoring (备份与恢复): the database as of one moment and the files that it names, in one file that standard tools read.

`archive` writes and reads that file, `manifest` is what it says of itself, `sqlite` and `postgresql` take and bring back a database, `taking` and
`restoring` are the two commands, `place` is what a restored data folder must pass before it is used, `switch` puts it in its place, `lock` keeps a
site from running meanwhile, `named` knows which rows name files. Why so: docs/decisions/0012-backups.md.

May import: Django, the vault, the audit trail, the rest of operations; no app above.
"""
