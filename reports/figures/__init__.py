"""Figures as pure geometry: shapes with colour tokens, a sentence for screen readers and the same facts as a table."""
