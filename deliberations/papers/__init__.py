"""Papers of a sitting other than its minutes: the frozen agenda, the notice, the attendance sheet, the calendar entry.

Each is assembled as values, then drawn; what draws imports no model.
"""
