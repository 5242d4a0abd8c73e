import pytest

from tests.events.test_photos import files
from tests.walks.make import make_observation_photo
from walks.models import Observation, Walk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", ["walk", "observation"])
@pytest.mark.parametrize("is_several", [False, True])
def test_what_is_deleted_leaves_neither_its_photos_nor_its_earlier_words(
    what, is_several, technician_client, settings, django_capture_on_commit_callbacks
):
    observation = make_observation_photo().observation
    row = observation if what == "observation" else observation.walk
    address, data = f"/admin/walks/{what}/{row.pk}/delete/", {"post": "yes"}
    if is_several:
        address = f"/admin/walks/{what}/"
        data |= {"action": "delete_selected", "_selected_action": [row.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        technician_client.post(address, data)
    assert not Observation.objects.exists() and Walk.objects.exists() == (what == "observation")
    assert files(settings) == [] and not Observation.history.exists()
