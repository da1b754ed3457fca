"""The default store: one local file, read and written by the app and the command at the same time.

Only one SQLite library ever opens a file, Python's own or, if it is encrypted, SQLCipher's (`locked`): a second one in
the same process drops the process's locks, and committed rows are lost.
"""
