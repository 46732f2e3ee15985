"""Accounts (账号): who can sign in, and how. May import the audit trail and the vault; roles are the business of `gongkai.organs`."""
