"""Times told from another one, lengths of time, what is past and what is to come."""
