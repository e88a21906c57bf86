"""How rules read a text: frames, pairs and places of figures, names, lines and tables."""
