"""The families of rules, one a file; each registers its rules when imported."""
