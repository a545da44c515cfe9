"""Letters to the vendor and terms for the contract, filled from an audit; nothing of the buyer's own side leaves."""
