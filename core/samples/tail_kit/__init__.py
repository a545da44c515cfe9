"""The buyer's own list of rare but real cases: does the product answer them, and does its next release still?"""
