from whitenoise.storage import CompressedManifestStaticFilesStorage


class ForgivingStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; but a missing picture must not break the page that says sorry."""

    manifest_strict = False

    def hashed_name(self, name: str, content=None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
