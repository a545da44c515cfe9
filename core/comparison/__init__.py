"""Audits beside each other: several vendors, or one vendor over time.

Pure functions over evaluated audits. The dials stay apart, nothing is blended, and nothing is ranked: where two ranges
overlap, or rest on other questions, the answer is that they cannot be told apart.
"""
