"""Names of the review that are stored in the database."""

#: Staff who write and submit, and staff who publish or send back. Wagtail makes the first group.
EDITORS = "Editors"
REVIEWERS = "Reviewers"
#: The workflow of entries and its one task.
WORKFLOW = "Editorial review"
TASK = "Review by an editor"

EDITOR_ACTIONS = ("view", "add", "change")
REVIEWER_ACTIONS = ("view", "add", "change", "delete", "publish", "lock", "unlock")
