"""The Qt window and the command line: what a person sees and types.

Belongs here: widgets, pages, theme, background work, commands. May import everything of ours; nothing of ours imports
it. Does not belong here: any rule on how an answer is scored, stored or printed.
"""
