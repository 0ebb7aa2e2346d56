"""Support one can take part in or turn to."""

import datetime
import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boras_guide.languages import LANGUAGES, column
from support.ages import AgeSpan
from support.models.administration import Administration
from support.models.offering_queryset import OfferingQuerySet
from support.models.place import Area, Place
from support.models.plan import Direction, Strategy
from support.models.succession import refuse_circle
from support.models.vocabulary import Audience, OfferingType, SpokenLanguage, Topic
from support.phones import validate_phone
from support.schedule import is_fresh
from support.sorting import sort_key

# Letters and digits that cannot be mistaken for each other on paper.
CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 5
OLDEST_MONTHS = 25 * 12 + 11  # some support reaches past 17; nothing here past 25


def new_code() -> str:
    """A short code for links on paper; 31⁵ of them make a clash unlikely, the constraint impossible."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class Offering(models.Model):
    """HSDS: service; schema.org: Service. Fields without data stay empty and hidden, never guessed."""

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        REVIEW = "review", "för granskning"
        APPROVED = "approved", "godkänd, väntar på sin dag"  # only a working version: see goes_live_at
        PUBLISHED = "published", "publicerad"
        WITHDRAWN = "withdrawn", "tillbakadragen"

    class Cost(models.TextChoices):
        FREE = "free", pgettext_lazy("cost", "Free")
        FEE = "fee", pgettext_lazy("cost", "Costs money")
        UNKNOWN = "unknown", _("Ask about the cost")

    class Start(models.TextChoices):
        DROP_IN = "drop_in", _("Come when you like")
        BOOKING = "booking", _("Book first")
        PHONE = "phone", pgettext_lazy("how to start", "Call")
        REFERRAL = "referral", _("Someone refers you")
        UNKNOWN = "unknown", _("Ask how to start")

    class Sensitivity(models.TextChoices):
        BY_TOPIC = "by_topic", "som ämnena säger"
        YES = "yes", "ja, känsligt"
        NO = "no", "nej, inte känsligt"

    class SwedishNeeded(models.IntegerChoices):
        NONE = 0, _("You need no Swedish")
        A_LITTLE = 1, _("A little Swedish is enough")
        SOME = 2, _("You need some Swedish")
        MUCH = 3, _("You need good Swedish")

    # Identity
    code = models.CharField(
        "kort kod",
        max_length=12,
        default=new_code,
        editable=False,
        help_text="Står på papper. Ändras aldrig.",
    )
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    slug = models.SlugField(
        "adress", max_length=100, help_text="Sista delen av sidans adress, till exempel oppna-forskolan-boda."
    )
    draft_of = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="draft",
        verbose_name="utkast till",
    )
    # Of a working version: what the published one said when it was made (see `support.versions`), so that
    # publishing applies what was changed here, and keeps what was changed there meanwhile.
    draft_base = models.JSONField(null=True, editable=False)
    suggested_by = models.ForeignKey(
        Administration,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="föreslagen av",
        help_text="En samarbetande förvaltning, som inte själv bestämmer.",
    )
    goes_live_at = models.DateTimeField("publiceras", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # RFC 5545, SEQUENCE: the catalogue's revision when something last changed that calendars may hold. It never falls.
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    calendar_changed_at = models.DateTimeField(null=True, editable=False)

    # What
    title = models.CharField(
        "namn", max_length=160, help_text="Det som står på dörren. Till exempel: Öppna förskolan Boda."
    )
    sort_key = models.CharField(max_length=160, blank=True, editable=False)
    summary = models.TextField(
        "sammanfattning",
        max_length=400,
        help_text="En eller två meningar: vad är det, och för vem? "
        "Till exempel: Lek, sång och fika för dig som är hemma med barn.",
    )
    description = models.TextField(
        "beskrivning", blank=True, help_text="Vad händer där, och hur går det till? Börja med det viktigaste."
    )
    type = models.ForeignKey(
        OfferingType,
        models.PROTECT,
        related_name="offerings",
        verbose_name="slag av stöd",
        help_text="Det som kommer närmast, till exempel Öppen förskola eller Kurs.",
    )
    topics = models.ManyToManyField(
        Topic,
        related_name="offerings",
        verbose_name="ämnen",
        blank=True,
        help_text="Det föräldrar letar efter. Två eller tre räcker oftast, till exempel Sömn och Mat.",
    )

    # For whom
    audiences = models.ManyToManyField(
        Audience,
        related_name="offerings",
        verbose_name="målgrupper",
        blank=True,
        help_text="Vilka som får komma. Kryssa inte i den som bara nämns.",
    )
    minimum_age_months = models.PositiveSmallIntegerField(
        "barnets ålder från (månader)", default=0, help_text="3 år skrivs 36. Från födseln skrivs 0."
    )
    maximum_age_months = models.PositiveSmallIntegerField(
        "barnets ålder till och med (månader)",
        help_text="Till och med 5 år skrivs 71 (5 · 12 + 11). Till och med 17 år skrivs 215.",
    )
    expecting = models.BooleanField(
        "även för den som väntar barn",
        default=False,
        help_text="Kryssa i om man kan komma redan under graviditeten.",
    )

    # Who
    administration = models.ForeignKey(
        Administration,
        models.PROTECT,
        related_name="offerings",
        verbose_name="ansvarig",
        help_text="Den som svarar på frågor och ser till att det här stämmer. Bara en.",
    )
    cooperating = models.ManyToManyField(
        Administration,
        related_name="cooperations",
        verbose_name="i samarbete med",
        blank=True,
        help_text="Andra som är med och ordnar det. Till exempel Regionen, när en barnmorska är på plats.",
    )
    who_you_meet = models.TextField(
        "vem träffar jag?", blank=True, help_text="Till exempel: En förskollärare och en socionom."
    )

    # Where
    places = models.ManyToManyField(
        Place,
        related_name="offerings",
        verbose_name="platser",
        blank=True,
        help_text="Dit man går. Saknas platsen, lägg till den med plustecknet.",
    )
    areas = models.ManyToManyField(
        Area,
        related_name="offerings",
        verbose_name="områden",
        blank=True,
        help_text="Bara om det är för dem som bor där, eller flyttar runt i området. Platsens eget område räknas ändå.",
    )
    is_area_wide = models.BooleanField(
        "för hela kommunen", default=False, help_text="Alla får komma, var i Borås de än bor."
    )
    is_online = models.BooleanField(
        "på nätet", default=False, help_text="Man kan vara med hemifrån, till exempel i ett videosamtal."
    )

    # Language
    spoken_languages = models.ManyToManyField(
        SpokenLanguage,
        related_name="offerings",
        verbose_name="språk som talas",
        blank=True,
        help_text="Språk som någon i personalen talar, inte de språk som texten är översatt till.",
    )
    interpreter_on_request = models.BooleanField(
        "tolk går att få",
        null=True,
        blank=True,
        help_text="Ja, om ni bokar tolk åt den som ber om det. Okänd: då står det ingenting.",
    )
    swedish_needed = models.PositiveSmallIntegerField(
        "hur mycket svenska behövs",
        choices=SwedishNeeded,
        null=True,
        blank=True,
        help_text="För att ha glädje av det. Tomt: då står det ingenting.",
    )

    # Cost and how to start
    cost = models.CharField(
        "kostnad",
        max_length=10,
        choices=Cost,
        default=Cost.UNKNOWN,
        help_text="Vet ni inte säkert, låt läsaren fråga.",
    )
    cost_text = models.TextField("om kostnaden", blank=True, help_text="Till exempel: 50 kronor per gång.")
    start = models.CharField(
        "så börjar man",
        max_length=10,
        choices=Start,
        default=Start.UNKNOWN,
        help_text="Det första man gör. Vet ni inte säkert, låt läsaren fråga.",
    )
    start_text = models.TextField(
        "hur man gör för att vara med", blank=True, help_text="Till exempel: Ring och boka en tid."
    )
    phone = models.CharField(
        "telefon",
        max_length=40,
        blank=True,
        validators=[validate_phone],
        help_text="Dit en förälder kan ringa. Till exempel: 033-35 70 00.",
    )
    email = models.EmailField(
        "e-post",
        blank=True,
        help_text="Helst en låda som flera läser. Till exempel: oppnaforskolan@boras.se.",
    )
    website = models.URLField(
        "webbplats",
        max_length=500,
        blank=True,
        help_text="Sidan om just det här. Till exempel: https://www.boras.se/oppnaforskolan.",
    )

    # What a wary parent asks; empty means that we do not know
    is_voluntary = models.BooleanField(
        "frivilligt",
        null=True,
        blank=True,
        help_text="Ja, om man själv väljer att komma och kan sluta när man vill.",
    )
    must_give_name = models.BooleanField(
        "måste säga sitt namn", null=True, blank=True, help_text="Nej, om man kan vara anonym."
    )
    is_confidential = models.BooleanField(
        "tystnadsplikt", null=True, blank=True, help_text="Ja, om personalen inte får berätta vidare."
    )
    sensitivity = models.CharField(
        "känsligt",
        max_length=10,
        choices=Sensitivity,
        default=Sensitivity.BY_TOPIC,
        help_text="En känslig sida har en knapp för att snabbt lämna den, till exempel en sida om våld.",
    )
    is_sensitive = models.BooleanField("känslig sida", default=False, editable=False)
    # It is, or has been so since somebody else last approved it: unmarking it is no way around her.
    is_guarded = models.BooleanField(default=False, editable=False)

    # Follow-up
    strategies = models.ManyToManyField(
        Strategy,
        related_name="offerings",
        verbose_name="strategier",
        blank=True,
        help_text="Syns inte för föräldrar. Till för uppföljningen en gång om året.",
    )
    directions = models.ManyToManyField(
        Direction,
        related_name="offerings",
        verbose_name="inriktningar",
        blank=True,
        help_text="Syns inte för föräldrar. Till för uppföljningen en gång om året.",
    )

    # How true it is
    status = models.CharField(
        "läge",
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text="Bara det som är publicerat syns för föräldrar. Det som slutat finnas dras tillbaka.",
    )
    publish_from = models.DateTimeField(
        "visas från", null=True, blank=True, help_text="Tomt: så snart det är publicerat."
    )
    publish_until = models.DateTimeField("visas till", null=True, blank=True, help_text="Tomt: tills vidare.")
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="ersatt av",
        help_text="Dit den som följer en gammal länk visas.",
    )
    assured_on = models.DateField(
        "bekräftad", null=True, blank=True, help_text="Den dag någon kontrollerade att allt stämmer."
    )
    review_by = models.DateField(
        "ses över senast", null=True, blank=True, help_text="Till exempel inför nästa termin: 2027-08-01."
    )
    source_url = models.URLField(
        "källa", max_length=500, blank=True, help_text="Sidan eller dokumentet som uppgifterna hämtades från."
    )
    source_seen_year = models.PositiveSmallIntegerField(
        "uppgifterna är från år", null=True, blank=True, help_text="Med fyra siffror, till exempel 2025."
    )
    source_confidence = models.CharField(
        "hur säker källan är", max_length=40, blank=True, help_text="För er själva. Till exempel: hög."
    )
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    changed_at = models.DateTimeField("senast ändrad", auto_now=True)
    changed_by = models.ForeignKey(
        Administration,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="ändrad av",
        help_text="Den förvaltning som senast ändrade. Tomt: ingen har ändrat sedan uppgifterna hämtades.",
    )

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = "erbjudande"
        verbose_name_plural = "erbjudanden"
        ordering = ["pk"]
        indexes = [models.Index(fields=["status", "draft_of"], name="offering_published")]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(draft_of__isnull=True),
                name="offering_slug_unique",
                violation_error_message="Ett annat erbjudande har redan den adressen. Välj en annan.",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(draft_of__isnull=True), name="offering_code_unique"
            ),
            models.CheckConstraint(
                condition=Q(minimum_age_months__lte=F("maximum_age_months")),
                name="offering_ages_in_order",
                violation_error_message="Den lägsta åldern är högre än den högsta. Byt plats på dem.",
            ),
            models.CheckConstraint(
                condition=Q(maximum_age_months__lte=OLDEST_MONTHS),
                name="offering_age_within_reach",
                violation_error_message="Åldern skrivs i månader och slutar vid 25 år (311 månader).",
            ),
            models.CheckConstraint(
                condition=Q(swedish_needed__isnull=True) | Q(swedish_needed__range=(0, 3)),
                name="offering_swedish_needed_0_to_3",
                violation_error_message="Välj hur mycket svenska som behövs, 0 till 3.",
            ),
            models.CheckConstraint(
                condition=Q(publish_from__isnull=True)
                | Q(publish_until__isnull=True)
                | Q(publish_from__lt=F("publish_until")),
                name="offering_publish_window_in_order",
                violation_error_message="Erbjudandet slutar visas innan det börjar visas. Byt plats på tiderna.",
            ),
            models.CheckConstraint(
                condition=Q(source_seen_year__isnull=True) | Q(source_seen_year__range=(1990, 2100)),
                name="offering_source_year_plausible",
                violation_error_message="Skriv året med fyra siffror, till exempel 2025.",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="offering_not_replaced_by_itself",
                violation_error_message="Ett erbjudande kan inte ersätta sig själv.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.set_sort_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("offering_detail", args=[self.slug])

    def clean(self) -> None:
        refuse_circle(self)

    @property
    def lasting_id(self) -> int:
        """Of the row that stays: a working version's is the published one."""
        return self.draft_of_id or self.pk

    @property
    def has_been_published(self) -> bool:
        """Changed only by way of a working version, or by somebody who publishes at once."""
        return self.draft_of_id is None and self.status in (self.Status.PUBLISHED, self.Status.WITHDRAWN)

    @property
    def age_span(self) -> AgeSpan:
        return AgeSpan(self.minimum_age_months, self.maximum_age_months, self.expecting)

    def why_outdated(self, on: datetime.date) -> str:
        """Why it may hold outdated information: "replaced", "old", or "" when it is fresh."""
        if self.replaced_by_id:
            return "replaced"
        if self.assured_on:
            is_old = not is_fresh(self.assured_on, on)
        else:
            is_old = self.source_seen_year is not None and self.source_seen_year < on.year - 1
        return "old" if is_old else ""

    def set_sort_keys(self) -> None:
        """One key a language, made from the title that a page in that language shows."""
        for code in LANGUAGES:
            with translation.override(code):
                setattr(self, column("sort_key", code), sort_key(self.title or "", code))

    def publishing_faults(self) -> dict[str, str]:
        """What stands in the way of showing it to parents: field → an editor's words. Reads relations."""
        faults = {}
        somewhere = self.is_area_wide or self.is_online or self.places.exists() or self.areas.exists()
        if not somewhere:
            faults["places"] = (
                "Välj minst en plats eller ett område, eller kryssa i hela kommunen eller på nätet."
            )
        if not (self.phone or self.email or self.website or self.places.exists()):
            faults["phone"] = "Skriv minst ett sätt att få kontakt: telefon, e-post, webbplats eller plats."
        return faults
