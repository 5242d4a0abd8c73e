from walks.models.dispatch import Dispatch
from walks.models.grid import Criterion, Grid
from walks.models.observation import Observation, StatusChange
from walks.models.photo import ObservationPhoto, ObservationPhotoRemovalRequest
from walks.models.report import ResidentReport
from walks.models.walk import Stop, Walk
