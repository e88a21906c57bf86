"""The island's systems: a port by quarter, a mill and a town by year."""
