"""Going back, where what is published is changed beside itself: in a working version, or at once by who may."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from support import publication
from support.admin.draft_buttons import PUBLISH, SAVE
from support.admin.drafts import WritesDrafts
from support.admin.history import WithHistory
from support.models import Offering
from support.rights import Rights
from support.working_version import make_working_version

SENSITIVE = "Den versionen är känslig, och behöver godkännas av en person till. Gå tillbaka i ett utkast."
OF_ANOTHER = "Den versionen hör till någon annan, som bestämmer om den. Gå tillbaka i ett utkast."


class RestoresDrafts(WritesDrafts, WithHistory):
    def ways_back(self, request: HttpRequest, current: Offering | None) -> list[tuple[str, str]]:
        if current is None or not current.has_been_published:
            return super().ways_back(request, current)
        draft = [(SAVE, "Gå tillbaka i ett utkast")]
        is_alone = not Offering.objects.filter(draft_of=current).exists()
        if is_alone and current.status == Offering.Status.PUBLISHED and self.may_publish(request, current):
            return [(PUBLISH, "Gå tillbaka och publicera"), *draft]
        return draft

    def restored_row(self, request: HttpRequest, current: Offering, pressed: str = "") -> Model:
        if pressed == PUBLISH:
            current.version += 1
        if not current.has_been_published or pressed == PUBLISH:
            return current
        draft = Offering.objects.filter(draft_of=current).first()
        if draft or not pressed:
            return draft or current
        return make_working_version(current, self.suggesting(request, current))[current]

    def after_going_back(self, request: HttpRequest, row: Offering, pressed: str) -> None:
        if pressed == PUBLISH:
            if not Rights.of(request.user).publishes(row.administration_id):
                raise ValidationError(OF_ANOTHER)
            row.refresh_from_db(fields=["is_sensitive", "is_guarded"])
            if publication.needs_second_person(row):
                raise ValidationError(SENSITIVE)
            publication.note_approval(row, request.user, timezone.now())
