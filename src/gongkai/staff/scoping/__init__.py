"""Wagtail scoped to organs: what its permission policies, choosers and addresses answer comes from `gongkai.organs.policies`.

Denied unless named: an address of Wagtail that `addresses` does not offer is not there (404), so a newer Wagtail brings no new door.
"""
