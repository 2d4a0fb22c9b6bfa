"""What every page says of the site."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from kb.pages.demo.ids import demonstration_pages


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "publisher": settings.PUBLISHER,
        "contact_email": settings.CONTACT_EMAIL,
        "licence": settings.LICENCE,
        "public_url": settings.PUBLIC_URL,
        "canonical_url": settings.PUBLIC_URL + request.path,
        "is_demonstration": lambda: demonstration_pages(timezone.now()).exists(),
    }
