"""Names of the groups of staff, as they stand in the database."""

#: Staff who write and submit. Wagtail makes this group.
EDITORS = "Editors"
#: Staff who publish or send back, and keep the vocabularies and the facts.
REVIEWERS = "Reviewers"
