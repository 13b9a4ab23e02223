"""What the law and the municipality decide: pure functions over frozen values."""
