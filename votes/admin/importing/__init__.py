"""Import records: files chosen, what they would do looked at, then confirmed."""
