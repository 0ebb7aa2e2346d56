"""What somebody at the desk may see, write, translate and decide.

Every screen asks here, in its querysets: a row that is not in the queryset is not in the list, the
form, the suggestions, the history, the preview or the file either.

Roles (`Assignment`): an editor writes for her administrations, a publisher decides there too, a
translator changes the texts of her languages, a coordinator may do everything. An administration that
cooperates in an offering may suggest changes to it; the responsible one decides.
"""

import datetime
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from modeltranslation.translator import translator

from support.models import (
    Administration,
    Area,
    Assignment,
    Audience,
    Closure,
    Direction,
    Image,
    Occasion,
    Offering,
    OfferingType,
    Place,
    Schedule,
    SpokenLanguage,
    Strategy,
    Term,
    Topic,
    TranslationState,
    Update,
)

Role = Assignment.Role
Status = Offering.Status

# What stands on public pages anyway, or will (a place that a draft is at): everybody at the desk reads it,
# coordinators change it.
STRUCTURE = {
    Administration,
    Area,
    Audience,
    Direction,
    OfferingType,
    Place,
    SpokenLanguage,
    Strategy,
    Term,
    Topic,
}
OF_OFFERING = {Closure, Image, Occasion, Schedule}
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Rights:
    """Of one person. The sets hold ids of administrations, and codes of languages."""

    is_coordinator: bool = False
    writes_for: frozenset[int] = frozenset()
    publishes_for: frozenset[int] = frozenset()
    translates_to: frozenset[str] = frozenset()

    @classmethod
    def of(cls, user) -> "Rights":
        if not hasattr(user, "_rights"):  # asked many times while a page is made
            user._rights = cls._assigned(user)
        return user._rights

    @classmethod
    def _assigned(cls, user) -> "Rights":
        if not (user.is_active and user.is_staff):
            return cls()
        if user.is_superuser:
            return cls(is_coordinator=True)
        assigned = list(user.assignments.all())
        publishes = frozenset(one.administration_id for one in assigned if one.role == Role.PUBLISHER)
        return cls(
            is_coordinator=any(one.role == Role.COORDINATOR for one in assigned),
            writes_for=publishes | {one.administration_id for one in assigned if one.role == Role.EDITOR},
            publishes_for=publishes,
            translates_to=frozenset(one.language for one in assigned if one.role == Role.TRANSLATOR),
        )

    def publishes(self, administration: int) -> bool:
        return self.is_coordinator or administration in self.publishes_for

    @property
    def is_any(self) -> bool:
        return self.is_coordinator or bool(self.writes_for or self.translates_to)

    # --- Which rows -------------------------------------------------------------------------------

    def seen(self, rows: QuerySet, at: datetime.datetime) -> QuerySet:
        """What may be read at the desk: what is public at that moment, and one's own."""
        return rows if self.is_coordinator else rows.filter(self._seen(rows.model, at))

    def written(self, rows: QuerySet) -> QuerySet:
        """What may be changed in every field. Of what is published, that makes a working version."""
        if rows.model in OF_OFFERING:  # in a form of its own: nobody is alone about what is sensitive
            rows = rows.exclude(offering__in=self._approved_by_two())
        return rows if self.is_coordinator else rows.filter(self._written(rows.model))

    def translated(self, rows: QuerySet, at: datetime.datetime) -> QuerySet:
        """What may be changed in the texts of one's languages."""
        if self.is_coordinator or not (self.translates_to and self.may_translate(rows.model)):
            return rows.none()
        if rows.model in OF_OFFERING:  # on the offering's own page, where it makes a working version
            rows = rows.filter(offering__isnull=True)
        return rows.filter(self._seen(rows.model, at))

    def decided(self, rows: QuerySet) -> QuerySet:
        """What may be published and withdrawn, and its times confirmed."""
        return rows if self.is_coordinator else rows.filter(self._decided(rows.model))

    def rows_added_to(self, offerings: "QuerySet[Offering]") -> "QuerySet[Offering]":
        """To which a time, closed days or a picture may be added in a form of its own."""
        offerings = offerings.exclude(pk__in=self._approved_by_two())
        return offerings if self.is_coordinator else offerings.filter(self._adds_rows(""))

    def remembered(self, rows: QuerySet) -> QuerySet:
        """Whose history may be read: in that of others stands what was never published."""
        return rows if self.is_coordinator else rows.filter(self._remembered(rows.model))

    def administrations(self) -> "QuerySet[Administration]":
        """For which something may be written."""
        rows = Administration.objects.all()
        return rows if self.is_coordinator else rows.filter(pk__in=self.writes_for)

    # --- Which kinds of rows ------------------------------------------------------------------------

    def may_see(self, model: type[Model]) -> bool:
        if self.is_coordinator:
            return True
        if model is TranslationState:
            return bool(self.translates_to)
        return self.is_any and (model in STRUCTURE or model in OF_OFFERING or model in {Offering, Update})

    def may_write(self, model: type[Model]) -> bool:
        if model is TranslationState:  # says that a text has been read
            return self.is_coordinator or bool(self.translates_to)
        is_theirs = model in OF_OFFERING or model in {Offering, Update}
        return self.is_coordinator or bool(self.writes_for and is_theirs)

    def may_add(self, model: type[Model]) -> bool:
        """Also a place: an offering at a new one could not be written otherwise."""
        return self.may_write(model) or bool(self.writes_for and model is Place)

    def may_translate(self, model: type[Model]) -> bool:
        kinds = {model for model in STRUCTURE | OF_OFFERING | {Offering, Update} if is_translated(model)}
        return bool(self.translates_to) and model in kinds

    def may_decide(self, model: type[Model]) -> bool:
        is_theirs = model in OF_OFFERING or model in {Offering, Update}
        return self.is_coordinator or bool(self.publishes_for and is_theirs)

    @staticmethod
    def _approved_by_two() -> "QuerySet[Offering]":
        return Offering.objects.guarded().filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN]).values("pk")

    # --- The rules, each once -------------------------------------------------------------------------

    def _seen(self, model: type[Model], at: datetime.datetime) -> Q:
        if not self.may_see(model):
            return NOTHING
        if model is Offering:
            return self._sees_offering("", at)
        if model is Update:
            return Q(administration__in=self.writes_for) | Q(pk__in=Update.objects.published(at).values("pk"))
        if model is Image:
            updates = Update.objects.filter(self._seen(Update, at))
            return self._sees_offering("offering__", at) | Q(update__in=updates.values("pk"))
        if model is Closure:
            return self._sees_offering("offering__", at) | Q(place__isnull=False)
        if model in OF_OFFERING:
            return self._sees_offering("offering__", at)
        if model is TranslationState:
            return Q(language__in=self.translates_to) & self._is_about_seen(at)
        return Q()

    def _is_about_seen(self, at: datetime.datetime) -> Q:
        """Of what somebody may not read, not even how its texts came to be."""
        kinds = ContentType.objects.get_for_models(*translator.get_registered_models(abstract=False))
        about = NOTHING
        for model, kind in kinds.items():
            rows = model._base_manager.filter(self._seen(model, at)).order_by()
            about |= Q(content_type=kind, object_id__in=rows.values("pk"))
        return about

    def _sees_offering(self, to: str, at: datetime.datetime) -> Q:
        public = Offering.objects.published(at) | Offering.objects.filter(
            status=Status.WITHDRAWN, draft_of__isnull=True
        )
        seen = self._owns(to) | Q(**{f"{to}pk__in": public.values("pk")})
        if self.translates_to:
            seen |= Q(**{f"{to}draft_of__in": public.values("pk")})
        return seen

    def _owns(self, to: str) -> Q:
        """Rows of the administrations one writes for, with the working versions of these; and one's own suggestions."""
        return (
            Q(**{f"{to}draft_of__isnull": True, f"{to}administration__in": self.writes_for})
            | Q(**{f"{to}draft_of__administration__in": self.writes_for})
            | Q(**{f"{to}suggested_by__in": self.writes_for})
        )

    def _written(self, model: type[Model]) -> Q:
        if not self.may_write(model):
            return NOTHING
        if model is Offering:
            cooperating = Offering.cooperating.through.objects.filter(administration__in=self.writes_for)
            suggests = Q(
                status=Status.PUBLISHED,
                draft_of__isnull=True,
                draft__isnull=True,  # one working version at a time
                pk__in=cooperating.values("offering"),
            )
            return self._owns("") | suggests
        if model is Update:
            return self._decided(Update) | Q(administration__in=self.writes_for, is_published=False)
        if model is TranslationState:
            return Q(language__in=self.translates_to)
        if model is Image:
            updates = Update.objects.filter(self._written(Update))
            return self._adds_rows("offering__") | Q(update__in=updates.values("pk"))
        return self._adds_rows("offering__")

    def _adds_rows(self, to: str) -> Q:
        """Apart from the offering's own form: to a draft, or to what one publishes alone."""
        is_draft = Q(**{f"{to}status__in": [Status.DRAFT, Status.REVIEW]})
        return self._owns(to) & is_draft | self._decides(to)

    def _remembered(self, model: type[Model]) -> Q:
        if model is Offering:
            return self._owns("")
        if model is Update:
            return Q(administration__in=self.writes_for)
        if model is Image:
            return self._owns("offering__") | Q(update__administration__in=self.writes_for)
        if model in OF_OFFERING:
            return self._owns("offering__")
        return Q() if self.is_any and model in STRUCTURE else NOTHING

    def _decided(self, model: type[Model]) -> Q:
        if not self.may_decide(model):
            return NOTHING
        if model is Update:
            return Q(administration__in=self.publishes_for)
        return self._decides("offering__" if model in OF_OFFERING else "")

    def _decides(self, to: str) -> Q:
        # Nor may a working version bring the offering to another administration unasked.
        is_theirs = Q(**{f"{to}draft_of__isnull": True}) | Q(
            **{f"{to}draft_of__administration__in": self.publishes_for}
        )
        return Q(**{f"{to}administration__in": self.publishes_for}) & is_theirs


def is_translated(model: type[Model]) -> bool:
    return model in translator.get_registered_models(abstract=False)
