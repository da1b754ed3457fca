"""Where people stand in a picture, as arrays: the same network, the same picture, every time."""
