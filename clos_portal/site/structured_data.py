"""The council in the words of schema.org, for search engines."""

from django.conf import settings


def organisation_data(site, *, site_url: str, logo: str) -> dict:
    """Says only what the identity says: an unknown address is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": settings.COUNCIL.name,
        "url": f"{site_url}/",
        "logo": site_url + logo,
        "description": site.baseline,
        "email": site.email,
        "telephone": site.phone,
        "address": site.address,
        "areaServed": f"quartier {settings.COUNCIL.of_district}, {settings.COUNCIL.city}",
        "foundingDate": site.created_on.isoformat() if site.created_on else "",
    }
    return {name: value for name, value in data.items() if value}
