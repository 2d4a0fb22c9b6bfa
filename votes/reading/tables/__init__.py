"""Tables of votes: a row a ballot, a row a record, or a column a State."""
