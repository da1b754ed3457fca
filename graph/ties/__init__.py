"""Who knows whom, and who would help."""
