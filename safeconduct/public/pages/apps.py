from django.apps import AppConfig
from django.db.models.signals import pre_delete, pre_save


class PagesConfig(AppConfig):
    name = "safeconduct.public.pages"
    label = "pages"

    def ready(self) -> None:
        """What Wagtail asks nobody about: another file in the place of one that was approved, a text that waits."""
        from wagtail.documents import get_document_model
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
        from wagtail.users.models import UserProfile
        from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

        from safeconduct.public.pages.files import refuse_another
        from safeconduct.public.pages.telling import nothing_of_comments, nothing_of_wagtails
        from safeconduct.public.pages.waiting import refuse_source, refuse_text, refuse_to_stop

        for kept in (StringTranslation, SegmentOverride):
            pre_save.connect(refuse_text, sender=kept, dispatch_uid=f"{kept.__name__} that waits")
            pre_delete.connect(
                refuse_text, sender=kept, dispatch_uid=f"{kept.__name__} that waits, taken away"
            )
        pre_save.connect(refuse_to_stop, sender=Translation, dispatch_uid="step of what waits")
        pre_save.connect(refuse_source, sender=TranslationSource, dispatch_uid="source of what waits")
        # Wagtail connects its mails after us; what stands under a name already stays.
        for signal, of, name in (
            (task_submitted, TaskState, "group_approval_task_submitted"),
            (workflow_submitted, WorkflowState, "workflow_state_submitted"),
            (workflow_rejected, WorkflowState, "workflow_state_rejected"),
            (workflow_approved, WorkflowState, "workflow_state_approved"),
        ):
            signal.connect(nothing_of_wagtails, sender=of, dispatch_uid=f"{name}_email_notification")
        pre_save.connect(nothing_of_comments, sender=UserProfile, dispatch_uid="no mail of comments")
        pre_save.connect(refuse_another, sender=get_document_model(), dispatch_uid="files stay as they are")
