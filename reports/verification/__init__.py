"""Reading a report back, computing it again and naming what differs."""
