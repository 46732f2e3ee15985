"""Requests come in from elsewhere (申请导入): a province's unified platform, a portal mailbox; by XLSX with a preview, or as JSON with a token.

What comes in is rows (`rows`), read from a workbook (`workbook`) or from JSON (`parsing`); each becomes a `RegisterRequest` (`actions`), all of a
batch or none. The number that a request has elsewhere is kept on its arrival, once for an organ and source, so that nothing comes in twice.
"""
