"""What nobody does on the form of a row, whatever his role: a page of the site or an act of the model does it."""


class NotAdded:
    def has_add_permission(self, request, obj=None):
        return False


class NotChanged:
    def has_change_permission(self, request, obj=None):
        return False


class NotDeleted:
    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(NotAdded, NotChanged, NotDeleted):
    """To read, never to write."""


class SingleRow(NotDeleted):
    """One row that nobody deletes."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not self.model.objects.exists()
