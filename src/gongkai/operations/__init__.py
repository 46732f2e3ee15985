"""Running the platform (运行维护): serve, background worker, daily work, health. Below the ledgers: they register what is to be done daily.

`folder` and `listening` are looked at before Django is loaded and import nothing of it. `start` makes database, keys and static files ready,
`supervisor` keeps `server` (gunicorn) and `worker` (background tasks, and the clock of the daily work) alive. `liveness` says which processes
live, `takeup` gives the tasks of dead ones back. `daily` is the registry of the daily work, `jobs` its first entries. `health` and `views`
answer /healthz and /readyz.

May import the audit trail, the vault, the law and the messages; no app of people or organs.
"""
