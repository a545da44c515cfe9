"""One editor for each type of answer."""
