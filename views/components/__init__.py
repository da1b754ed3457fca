"""Pieces that several pages draw: the graph canvas, path strips, person cards."""
