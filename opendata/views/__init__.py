"""Doors of the open data: files and pictures, small pages for other sites."""
