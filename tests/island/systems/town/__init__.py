"""What is left to the town, and when is it rich?"""
