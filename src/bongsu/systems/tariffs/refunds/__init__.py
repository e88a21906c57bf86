"""What a ruling gives back: duty paid less duty owed, by authority, and by the clock of each entry.

`clocks` holds the days of the statutes, `replay` a file of entries, `simulated` the country's book
where there are no entries.
"""
