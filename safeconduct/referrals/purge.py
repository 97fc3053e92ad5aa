"""What nobody can open any more is taken away."""

from django.db import connection

from safeconduct.access.acting import working
from safeconduct.referrals.lists.models import PutAway, TakenOutFile


def sweep_texts() -> int:
    """Delete the texts whose key is gone; how many. In the worker's transaction.

    The row policy alone chooses them: the worker may delete no other text, and may read none.
    """
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM "referrals"."text"')
        return int(cursor.rowcount)


def forget_enquiries() -> int:
    """Delete the enquiries that have been kept long enough, rounds, bed counts and ended agreements; how many.

    The row policies choose.
    """
    with working(), connection.cursor() as cursor:
        cursor.execute('DELETE FROM "referrals"."round"')
        cursor.execute('DELETE FROM "referrals"."bed_count"')
        cursor.execute('DELETE FROM "referrals"."bed_agreement"')
        cursor.execute('DELETE FROM "referrals"."enquiry"')
        return int(cursor.rowcount)


def forget_lists() -> None:
    """What was put away and has come back, and the files of lists whose day is over."""
    with working() as at:
        PutAway.objects.filter(until__lt=at).delete()
        TakenOutFile.objects.filter(until__lt=at).delete()


def forget_holders() -> None:
    """Who was named as a holder, and what was asked, once the referral is over. The row policies choose them."""
    with working(), connection.cursor() as cursor:
        cursor.execute('DELETE FROM "referrals"."holder_ask"')
        cursor.execute('DELETE FROM "referrals"."named_holder"')


def forget_authorities() -> None:
    """Questions of authorities long over, and offers of statements whose file is gone. The row policies choose them."""
    with working(), connection.cursor() as cursor:
        cursor.execute('DELETE FROM "referrals"."authority_ask"')
        cursor.execute('DELETE FROM "referrals"."statement"')
