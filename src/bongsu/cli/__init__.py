"""The command line: thin over `bongsu.lab`; data to stdout, talk to stderr."""
