"""What duty does a good from anywhere pay on any day, and by which authority.

U.S. tariffs from 1 January 2025 on, as dated law: as of a day, and as known at a day. Left out:
excise taxes and fees, antidumping and countervailing duties.
"""
