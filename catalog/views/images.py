from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from support.images import STORED_NAME
from support.models import Image

# Another picture has another name; but a consent can end, so no browser keeps it for longer than this.
A_DAY = "public, max-age=86400"


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponse:
    """One of our own files, while a picture with it may be shown."""
    if not STORED_NAME.fullmatch(name):
        raise Http404
    pictures = Image.objects.with_file(name)
    # Whether it may be shown is for what is published to say; a working version may show only what that has not.
    lasting = pictures.filter(offering__draft_of__isnull=True)
    if lasting.exists():
        pictures = lasting
    if not pictures.shown(timezone.localdate()).exists():
        raise Http404
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Cache-Control": A_DAY, "ETag": f'"{name}"'}
    return HttpResponse(content, content_type="image/webp", headers=headers)
