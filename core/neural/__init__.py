"""What every part that uses torch or transformers shares: kept offline, no program code from a model's folder.

Nothing here imports those libraries, and nothing here measures or simulates anything.
"""
