"""Match needs and texts with organisations and solutions."""
