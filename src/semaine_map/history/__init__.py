"""Join what the record holds into dated, located, cited events, and decide what belongs to each day."""
