"""Registers that are not requests (不计入申请的登记簿).

Complaints about the work (投诉举报, Reg. 47, 51), corrections of one's own records (信息更正, Reg. 41), consultations (咨询), help given
(Reg. 29, 43): none of them is counted in the annual form; the report's text tells of them.

One table (`kinds`) says what each register takes, which steps follow, who takes them and what is due. Entries are append-only events (`events`),
their state is a fold (`fold`), rows its projection (`store`). Above `gongkai.cases`, whose numbers, query codes and person rows it uses.
"""
