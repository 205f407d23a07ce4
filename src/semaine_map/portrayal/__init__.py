"""What each thing looks like, said once: the stage between history and everything that draws."""
