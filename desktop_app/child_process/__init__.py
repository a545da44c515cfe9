"""Work in a process of its own: the window never waits for it, cancelling ends it, and its memory goes with it.

``child`` is the window's side, ``worker`` the other one. They exchange lines of JSON over pipes; each job is one file
that declares what it is asked, what it answers, and the function that does it.
"""
