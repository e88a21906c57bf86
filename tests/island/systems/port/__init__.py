"""What does the ferry bring in, quarter by quarter?"""
