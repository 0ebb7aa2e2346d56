from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from support.images import STORED_NAME

FOR_EVER = "public, max-age=31536000, immutable"  # another picture has another name


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponse:
    """One of our own files, and nothing else that may lie beside them."""
    if not STORED_NAME.fullmatch(name):
        raise Http404
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Cache-Control": FOR_EVER, "ETag": f'"{name}"'}
    return HttpResponse(content, content_type="image/webp", headers=headers)
