"""The annual report (年度报告) of an organ: section 3 counted from its ledger of requests, the rest entered, both compiled into one report.

`tally` counts in pure code, `ledger_figures` the same in the database; `compiling` makes the report that `gongkai.annual` checks and writes.
"""
