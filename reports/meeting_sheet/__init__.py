"""The sheet for the meeting: two printed pages with everything to tick and room to write.

It lies on the table, so it is made from what the vendor may see and nothing else.
"""
