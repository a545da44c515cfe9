"""Figures as pure geometry, and the audit report as a tagged PDF."""
