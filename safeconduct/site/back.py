"""Where to go back to: what a request says of it is looked at before anybody is sent there."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(wanted: str) -> str:
    """The same where it is a path of this node, else the first page. Another word would name a page of ours."""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if is_ours else "/"
