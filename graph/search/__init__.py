"""Who can introduce me: arrays, paths, targets and the reasons."""
