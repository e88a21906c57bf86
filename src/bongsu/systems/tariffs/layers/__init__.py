"""What lies above the law: trade of a month, claims, contents, ships under way, what was collected.

The law answers for an entry; here are averages over trade, and each step away from the law has its
own data. `trade` holds the values, `steps` the duties after each step, `gap` what explains the
difference to what was collected, `refunds` and `clocks` what a ruling would give back.
"""
