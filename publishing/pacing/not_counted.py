class NotCounted(Exception):
    """The store does not answer. The message holds nothing of what was counted."""
