"""The one place where support speaks to the public side (see `support.catalogue`)."""

from django.dispatch import Signal

# Sent inside the transaction of a change, with `offering_ids`: the offerings whose words may differ now.
catalogue_changed = Signal()
