"""Colours, fonts, icons and the few outlines that the platform draws too faintly."""
