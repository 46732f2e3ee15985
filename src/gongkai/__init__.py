"""Gongkai (公开通): the open-government-information work of Chinese organs, from the law to the annual report."""

__version__ = "0.1.0"
