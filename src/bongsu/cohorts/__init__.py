"""Cohorts by sex and age carried from year to year: life tables and the kernel, of any country.

It knows nothing of Korea; every system whose people age uses the same kernel.
"""
