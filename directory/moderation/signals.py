"""What the review asks of the apps above it."""

from django.dispatch import Signal

#: Asks for the address at which ``user`` edits ``entry``; a receiver answers with it or nothing.
locating = Signal()
