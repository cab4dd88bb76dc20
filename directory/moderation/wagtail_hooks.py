"""What the review adds to the administration."""

from wagtail import hooks

from directory.moderation.views.bulk import PublishBulkAction, UnpublishBulkAction

hooks.register("register_bulk_action", PublishBulkAction)
hooks.register("register_bulk_action", UnpublishBulkAction)
