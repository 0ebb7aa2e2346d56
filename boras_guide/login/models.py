import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction

from boras_guide.login.passwords import make_password


class OneTimePasswords(models.QuerySet):
    @transaction.atomic
    def give(self, user: User, *, at: datetime.datetime) -> str:
        """A new password for the user, who is logged out everywhere. Returned once, stored only as a hash."""
        password = make_password()
        user.set_password(password)
        user.save(update_fields=["password"])
        self.update_or_create(user=user, defaults={"made_at": at})
        return password

    def too_old(self, user: User, *, at: datetime.datetime) -> bool:
        return self.filter(user=user, made_at__lt=at - OneTimePassword.VALID).exists()


class OneTimePassword(models.Model):
    """The user's password was made by somebody else: the first thing to do with it is to choose another."""

    VALID = datetime.timedelta(days=14)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="one_time_password"
    )
    made_at = models.DateTimeField()

    objects = OneTimePasswords.as_manager()

    class Meta:
        verbose_name = "engångslösenord"
        verbose_name_plural = "engångslösenord"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Engångslösenord för {self.user}"


class CacheEntry(models.Model):
    """The table of Django's database cache, here so that it is made like every other table."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "login_cache"  # as in settings.CACHES
        default_permissions = ()

    def __str__(self) -> str:
        return self.cache_key
