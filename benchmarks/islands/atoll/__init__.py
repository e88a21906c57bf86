"""A small economy of eight linked blocks, to time the engine on: no question, no horizon."""
