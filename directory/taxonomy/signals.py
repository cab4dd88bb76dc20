"""Signals that the vocabularies offer to the apps above."""

from django.dispatch import Signal

#: Sent in the transaction that changed terms, with the vocabulary's model as ``sender`` and their
#: primary keys as ``pks``: after a merge, and after a change made past ``Term.save``.
terms_changed = Signal()
