"""Organs (行政机关), their people and roles; `policies` alone answers who may do and see what.

May import accounts, the audit trail and what is below.
"""
