"""From the record to what a page shows: values only, in a constant number of queries. No HTTP, nothing decided here."""
