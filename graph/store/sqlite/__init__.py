"""The default store: one local file, read and written by the app and the command at the same time.

Only the standard library's `sqlite3` ever opens the file: a second SQLite library in the same process drops the
process's locks, and committed rows are lost.
"""
