"""Who may do what at every address of the workspace, a module for each part of it.

Each module holds ``RIGHTS``: the name of an address in the URL conf → what it answers the people of
``WHO`` by GET and by POST, one letter each (see ``letter`` in test_rights.py). Where an address
holds more than the organisation's slug, ``parts(organisation)`` makes the rows it needs and returns
name → the other parts of the address.
"""

WHO = (
    "anonymous",
    "buyer",
    "company",
    "public_body",
    "editor",
    "admin",
    "reviewer",
    "staff",
)
#: What most screens answer: signing in is asked for, nobody but the team finds them.
PAGE = "LNNNPPNN"
#: The same for a form whose empty answer is refused, for a change, and for a method not there.
REFUSED = "LNNNBBNN"
CHANGED = "LNNNRRNN"
NO_METHOD = "LNNNMMNN"
