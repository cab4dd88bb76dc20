"""What each public page shows, read once and frozen."""
