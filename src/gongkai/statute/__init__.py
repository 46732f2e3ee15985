"""The law on open government information as dated data (`data/*.toml`) and pure functions.

A legal value stands in the data with the days it is in force, its article, its source and the day it was last checked;
code holds none. Dates are always arguments. A date that no law in the tables covers is a `NoLawError`, never a default.
Points the law leaves open are settings (`readings.Readings`).

May import: the standard library, `holidays`, `gongkai.messages`; no other part of gongkai.
"""
