from events.models.event import Event
from events.models.photo import Photo, PhotoRemovalRequest
