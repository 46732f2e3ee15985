"""Personal data (个人信息) in encrypted rows; everything else holds the row's key. May import organs and what is below.

For apps above, cases first of all:

- `reading.masked(person)`: every field as it may stand on a screen; leaves no audit row.
- `reading.read(actor, person, fields, reason)`: the values, after an audit row has been written; for a letter, a call, a check of identity.
- `finding.same_as(person, rows)`: rows of the same organ that may be the same person.
- `actions`: `RegisterPerson`, `CorrectPerson`, `RevealPerson`, `FindPerson`.

What is what: `fields` (the table of fields), `documents` (证件种类), `masking` and `comparing` (pure), `sealing` (columns to values and back),
`rotation` and `importing` (keys). Why so: docs/explanation/personal-data.md.
"""
