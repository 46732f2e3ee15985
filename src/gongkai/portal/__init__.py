"""The public site (公开网站): pages and files; reads, never changes. May import staff and what is below."""
