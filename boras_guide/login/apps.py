from django.apps import AppConfig


class LoginConfig(AppConfig):
    name = "boras_guide.login"
    label = "login"
    verbose_name = "Inloggning"
