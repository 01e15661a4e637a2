"""Doors of the sittings: what everybody reads, what the council prepares, keeps and signs."""
