"""What duty does the United States take on this good, from there, on that day, and by which law?

By entry line, from 1 January 2025 on: as the law stood on a day, and as it was known on a day, with
every component led back to its heading, note and publication. Left out: antidumping and
countervailing duties, drawback, fees, and the duty-free limit on small parcels.
"""
