"""Pages of the app; each module exports show()."""
