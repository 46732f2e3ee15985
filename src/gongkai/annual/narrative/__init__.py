"""What running Chinese text states: numbers, claims of statutory quantities, and relations between numbers.

May import `gongkai.annual.model`, `gongkai.statute` and `gongkai.messages`. Everything here prefers to say nothing over saying
something wrong: a sentence whose words are not known is left alone.
"""
