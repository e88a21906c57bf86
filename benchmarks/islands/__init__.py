"""Systems that only benchmarks run."""
