"""How fast Korea's investment commitment to the United States is drawn, against its yearly cap.

By year from 2026 on. The cash part of the commitment is called as projects reach milestones, never
more than the cap in a year. Left out: the shipbuilding part, which the cap does
not bind; interest and repayments; where the dollars come from.
"""
