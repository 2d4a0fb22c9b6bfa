"""MARCXML voting records of the libraries."""
