"""The staff site (工作台): home, notices, Wagtail's shell scoped to organs. May import organs and what is below."""
