"""The version, apart from the names that the package hands on, so that every floor may state it."""

__version__ = "0.1.0"
