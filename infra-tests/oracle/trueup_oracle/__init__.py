"""The demo's judge for any pipeline: what its views must answer, by its files and the records in the stream.

Naive on purpose: every answer is made anew from all records, with exact numbers of Python's own.
It shares no code with what it judges.
"""
