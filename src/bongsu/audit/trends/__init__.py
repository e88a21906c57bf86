"""Words of direction against figures, rows of figures and series."""
