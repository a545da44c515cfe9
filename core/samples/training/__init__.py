"""A buyer's own training examples: who wrote them, how varied batches are, whether anchors are in each."""
