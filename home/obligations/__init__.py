"""What a public site owes its readers: accessibility, legal notice, privacy, contact, a map of itself.

Direction: conformity, data_map ← site_map ← views. What depends on the publisher is in home/identity.py.
"""
