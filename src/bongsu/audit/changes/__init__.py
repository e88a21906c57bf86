"""What is told to change: levels, differences, multiples, steps and their arithmetic."""
