"""bongsu: an open policy laboratory for South Korea."""
