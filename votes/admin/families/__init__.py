"""Proposed initiatives: texts that are likely one family, for staff to confirm."""
