"""The pages of the window. A page owns widgets and no rules: it shows values and sends intentions."""
