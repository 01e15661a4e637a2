"""Being told: who is told what, how often, and the messages that say it.

Direction: enums ← models ← audience, messages ← services ← forms, views. Nothing here decides anything of the record.
"""
