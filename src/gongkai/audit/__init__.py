"""The audit trail (审计日志): append-only rows in a keyed chain. Others import `gongkai.audit.trail` and `gongkai.audit.actors`.

May import the vault and the messages, no other app.
"""
