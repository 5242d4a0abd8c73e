"""Reads every active feed; one that fails keeps what it said before, and says why."""

from council.models import NeighbourFeed
from council.neighbours.neighbour_fetch import Refused, fetch
from council.rules.neighbour_feed import NewsItem, items_of


def read_all() -> list[str]:
    """One French sentence a feed, for the log of the cron."""
    return [_read(feed) for feed in NeighbourFeed.objects.filter(is_active=True).select_related("partner")]


def _items(feed: NeighbourFeed) -> list[NewsItem]:
    content = fetch(feed.url)
    try:
        return items_of(content)
    except (
        Exception
    ) as error:  # the readers raise many kinds of errors on hostile feeds; the other feeds are still read
        raise Refused("Ce fil n’est pas lisible.") from error


def _read(feed: NeighbourFeed) -> str:
    try:
        items = _items(feed)
    except Refused as error:
        feed.not_read(str(error))
        return f"{feed}\u00a0: {error}"
    feed.replace_items(items)
    return f"{feed}\u00a0: {len(items)} nouvelle{'s' if len(items) > 1 else ''}."
