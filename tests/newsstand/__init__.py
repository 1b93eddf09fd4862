"""Many feeds on many hosts, some of them broken, and an hour of their life in minutes."""
