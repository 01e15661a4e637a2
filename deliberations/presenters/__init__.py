"""From the record to what a page shows: values in reading order, in a constant number of queries."""
