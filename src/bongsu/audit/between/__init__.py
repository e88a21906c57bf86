"""What two documents tell of one thing."""
