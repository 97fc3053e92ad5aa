from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save


class PagesConfig(AppConfig):
    name = "safeconduct.public.pages"
    label = "pages"

    def ready(self) -> None:
        """What Wagtail asks nobody about: another file in the place of one that was approved, a text that waits."""
        from wagtail.documents import get_document_model
        from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource

        from safeconduct.public.pages.files import refuse_another
        from safeconduct.public.pages.waiting import refuse_source, refuse_text
        from safeconduct.public.uploads.pictures import keep_narrow, remove_narrow

        for kept in (StringTranslation, SegmentOverride):
            pre_save.connect(refuse_text, sender=kept, dispatch_uid=f"{kept.__name__} that waits")
            pre_delete.connect(
                refuse_text, sender=kept, dispatch_uid=f"{kept.__name__} that waits, taken away"
            )
        pre_save.connect(refuse_source, sender=TranslationSource, dispatch_uid="source of what waits")
        pre_save.connect(refuse_another, sender=get_document_model(), dispatch_uid="files stay as they are")
        post_save.connect(keep_narrow, sender=get_document_model(), dispatch_uid="narrow pictures")
        post_delete.connect(remove_narrow, sender=get_document_model(), dispatch_uid="narrow pictures, away")
