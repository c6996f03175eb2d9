"""Statisticians' files in, observations out; observations in, files out. No database, no Django."""
