"""Ledgers of the sample system (示例台账): requests of three years that nobody made, so many and so answered as the plan's annual forms say.

`reports.csv` is the plan: section 3 of every organ and year, made before and not by this program; `merged.csv` is what an organ contributed to
its successor's form. `figures` reads them, `wanted` says which requests there must be, `course` when what happened to each, `writing` makes its
events, `loading` records them.
"""
