"""The platform's frame (web): settings from the environment, addresses, checks; the only place that knows all apps.

May import everything below `cli`.
"""
