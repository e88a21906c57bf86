"""The systems: one folder for each kind of question, found by looking."""
