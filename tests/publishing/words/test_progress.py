"""Statuses: what each says of itself."""

import pytest
from django.core.exceptions import ValidationError

from publishing.words.progress import StatusChoices

pytestmark = pytest.mark.once
EVERY = StatusChoices.__subclasses__()


@pytest.mark.parametrize("statuses", EVERY, ids=lambda statuses: statuses.__name__)
def test_what_may_follow_a_status_is_a_status_of_the_same_noun(statuses):
    assert all(set(status.then) <= set(statuses.values) for status in statuses)
    assert statuses.ongoing() + statuses.ended() == sorted(statuses, key=lambda status: status.is_ended)


@pytest.mark.parametrize("statuses", EVERY, ids=lambda statuses: statuses.__name__)
def test_nothing_else_may_follow(statuses):
    for before in statuses:
        for after in statuses:
            if after in before.then:
                before.check_next(after)
                continue
            with pytest.raises(ValidationError) as refusal:
                before.check_next(after)
            assert f"devenir «\u00a0{after.label}\u00a0»" in refusal.value.messages[0]
