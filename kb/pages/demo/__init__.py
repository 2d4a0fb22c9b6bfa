"""The first case: three votes of one initiative, a statement and an article about one of them.

The facts are the record's; the statement and the article are described in our own words.
"""
