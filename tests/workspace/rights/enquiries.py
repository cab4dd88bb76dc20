"""The inbox."""

from tests.enquiries.rows import conversation
from tests.workspace.rights import NO_METHOD, PAGE, REFUSED

RIGHTS = {
    "enquiries": (PAGE, NO_METHOD),
    "enquiries_export": (PAGE, NO_METHOD),
    "enquiry": (PAGE, REFUSED),
}


def parts(organisation):
    """Return the key of one conversation."""
    return {"enquiry": {"pk": conversation(organisation).pk}}
