"""Pure scoring: no database, no clock, no chance."""
