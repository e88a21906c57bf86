"""Parts and wholes: shares, sums, tallies, lists and rates against totals."""
