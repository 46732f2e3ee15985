"""Requests (依申请公开): what happened to each as events; everything else follows from them.

May import `staff`, `persons`, `organs` and what is below. How it fits together:

- `events` (past-tense facts), `ledger` (their fold into a case's state), `clock` (the state and the law give the days), `projection` (state and
  clock give a row's columns): pure, without a web framework.
- `store` appends events and writes the row in one transaction; `verify` folds all events anew and compares.
- `actions` are the steps: permission, precondition, event, notice, audit. Pages, commands and imports only call them.
- `letters`: a letter is data; DOCX and PDF print it.
"""
