"""The name of the workflow of pages; its steps are set up by `gongkai.portal.foundation`."""

PAGES = "pages"
