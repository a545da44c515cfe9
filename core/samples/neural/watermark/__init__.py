"""Whether the watermark that a vendor claims is in its texts, checked with the configuration that it disclosed."""
