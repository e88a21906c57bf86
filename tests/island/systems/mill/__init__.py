"""What does the mill make, and how does its capital grow?"""
