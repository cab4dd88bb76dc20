"""Names of the review that are stored in the database."""

#: The workflow of entries and its one task.
WORKFLOW = "Editorial review"
TASK = "Review by an editor"

EDITOR_ACTIONS = ("view", "add", "change")
REVIEWER_ACTIONS = ("view", "add", "change", "delete", "publish", "lock", "unlock")
