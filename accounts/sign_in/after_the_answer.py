import logging
from collections.abc import Callable

from django.http import HttpResponseRedirect

logger = logging.getLogger(__name__)


class RedirectThen(HttpResponseRedirect):
    """Sends elsewhere at once; the rest is done when the person has the answer: its time tells nothing."""

    def __init__(self, address: str, act: Callable[[], None]):
        super().__init__(address)
        self._act = act

    def close(self):
        act, self._act = self._act, lambda: None
        try:
            act()
        except Exception:
            logger.exception("What was to be done after the answer could not be.")
        super().close()
