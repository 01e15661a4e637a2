"""Pages of the public site, kept in the memory of each process until what they show changes (docs/decisions/0011)."""
