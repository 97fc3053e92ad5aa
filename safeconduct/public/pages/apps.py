from django.apps import AppConfig
from django.db.models.signals import pre_save


class PagesConfig(AppConfig):
    name = "safeconduct.public.pages"
    label = "pages"

    def ready(self) -> None:
        """What Wagtail asks nobody about: another file in the place of one that was approved."""
        from wagtail.documents import get_document_model

        from safeconduct.public.pages.files import refuse_another

        pre_save.connect(refuse_another, sender=get_document_model(), dispatch_uid="files stay as they are")
