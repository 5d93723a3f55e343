"""Hostile submissions, one small file each (see ``file_corpus.py``)."""
