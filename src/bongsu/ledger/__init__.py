"""Deals, investments, contracts and diplomacy as statements, each with its source and two times."""
