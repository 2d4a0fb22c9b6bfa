"""Whole files of records, brought in together: see `run.import_transcripts`."""
