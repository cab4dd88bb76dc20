"""Signals by which apps above take part in what happens to an account."""

from django.dispatch import Signal

#: An account's data is collected for its owner. Arguments: ``user``. A receiver returns a pair:
#: a name and what stands under it (JSON-able), or None.
exporting = Signal()

#: An account is about to be deleted, in the same transaction. Arguments: ``user``. A receiver
#: removes what it keeps of the person.
erasing = Signal()
