"""Audits handed from one laptop to another as one ``.headwater`` file: written here, and taken in after a look."""
