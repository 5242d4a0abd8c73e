from council.site.removal_form import RemovalForm
from events.models import PhotoRemovalRequest


class PhotoRemovalForm(RemovalForm):
    class Meta(RemovalForm.Meta):
        model = PhotoRemovalRequest
