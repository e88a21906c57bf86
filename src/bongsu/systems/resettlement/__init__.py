"""How many North Koreans arrive in the South, and how they fare.

By year, as recorded from 2002 on, and to 2100. A count model with regimes forecasts arrivals from
the records, surveys tell of work and wages, and the settlers age with the cohort kernel. Left out:
who leaves South Korea again, children born there, and why people flee.
"""
