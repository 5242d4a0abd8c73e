"""A point on the map: degrees of latitude and longitude, in WGS 84."""

from django.db.models import CheckConstraint, Q


def whole_point(name: str) -> CheckConstraint:
    """Both degrees, within their bounds, or neither; for a model with `latitude` and `longitude`."""
    return CheckConstraint(
        name=name,
        condition=Q(latitude=None, longitude=None)
        | Q(
            latitude__isnull=False,
            longitude__isnull=False,
            latitude__range=(-90, 90),
            longitude__range=(-180, 180),
        ),
        violation_error_message="Un point de carte a une latitude et une longitude, ou rien.",
    )
