"""The staff's pages for the readings of a vote: typed, decided on, accepted, corrected."""
